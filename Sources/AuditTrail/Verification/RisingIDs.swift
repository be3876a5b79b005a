import Conversations

/// Whether ids rise from leaf to leaf, so that none comes twice.
///
/// An id holds its leaf's time, and within one millisecond a gateway gives the next number; the one before is
/// all that has to be kept.
struct RisingIDs {
    private(set) var last: ULID?

    /// Goes on where another log ended.
    mutating func begin(after id: ULID) { last = id }

    /// Takes the next id and says what is wrong with it; a wrong one does not count as the one before.
    mutating func take(_ id: ULID) -> VerificationProblem.Reason? {
        guard let last, id <= last else {
            last = id
            return nil
        }
        if id == last { return .repeatedID }
        return id.at < last.at ? .timeRunsBack : .idRunsBack
    }
}
