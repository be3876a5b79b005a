import Conversations

/// Whether ids repeat, without keeping them.
///
/// An id holds its leaf's time and times never run back, so an id can only repeat within one millisecond. A
/// gateway's ids rise there too; as the format only says that none comes twice, the first ``countMax`` ids of
/// a millisecond are kept and may come in any order, and beyond them ids have to rise.
struct LeafIDWindow {
    /// The ids of one millisecond that are kept.
    static let countMax = 4_096

    private(set) var last: ULID?
    private var highest: ULID?
    private var kept: Set<ULID> = []

    /// Goes on where another log ended.
    mutating func begin(after id: ULID) { remember(id) }

    /// Takes the next id and says what is wrong with it.
    mutating func take(_ id: ULID) -> VerificationProblem.Reason? {
        guard let last else {
            remember(id)
            return nil
        }
        if id.at < last.at { return .timeRunsBack }
        if id.at > last.at {
            kept.removeAll(keepingCapacity: true)
            remember(id)
            return nil
        }
        if kept.contains(id) { return .repeatedID }
        // INVARIANT: ids beyond the window are below `highest`, so one that is not above it may be a repeat.
        if kept.count >= Self.countMax, let highest, id <= highest {
            return id == highest ? .repeatedID : .idRunsBack
        }
        remember(id)
        return nil
    }

    private mutating func remember(_ id: ULID) {
        highest = last?.at == id.at ? max(highest ?? id, id) : id
        last = id
        if kept.count < Self.countMax { kept.insert(id) }
    }
}
