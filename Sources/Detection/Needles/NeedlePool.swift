/// The letters of all runs and slips of some known values.
///
/// WHY: the lists of the standard library count references for every word that is put in; see ``GrowingList``.
/// INVARIANT: filled by one ``Needles`` and read only afterwards.
final class NeedlePool: @unchecked Sendable {
    // WHY: asking whether two write at once cost more than the writing, and one ``Needles`` alone writes.
    @exclusivity(unchecked) private var letters: GrowingList<UInt8>

    init(capacity: Int) { unsafe letters = GrowingList(capacity: capacity) }

    deinit { unsafe letters.free() }

    var count: Int { unsafe letters.count }

    /// Writes a few letters behind the others.
    @inline(__always) func write(_ body: (inout GrowingList<UInt8>) -> Void) { unsafe body(&letters) }

    /// Forgets what was written behind a place.
    func cut(to count: Int) { unsafe letters.shorten(to: count) }

    /// All letters; good until more are written.
    var view: ListView<UInt8> { unsafe letters.view }
}
