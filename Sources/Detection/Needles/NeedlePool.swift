/// The letters of all runs and slips of some known values.
///
/// WHY: the lists of the standard library count references for every word that is put in; see ``GrowingList``.
/// INVARIANT: filled by one ``Needles`` and read only afterwards.
final class NeedlePool: @unchecked Sendable {
    private(set) var letters: GrowingList<UInt8>

    init(capacity: Int) { letters = GrowingList(capacity: capacity) }

    deinit { letters.free() }

    var count: Int { letters.count }

    /// Writes a few letters behind the others.
    @inline(__always) func write(_ body: (inout GrowingList<UInt8>) -> Void) { body(&letters) }

    /// Forgets what was written behind a place.
    func cut(to count: Int) { letters.shorten(to: count) }

    /// All letters; good until more are written.
    var view: ListView<UInt8> { letters.view }
}
