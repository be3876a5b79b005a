import Conversations

/// What must hold from leaf to leaf: time, ids, counters, and what only the first one says.
///
/// Bounded by the number of callers: an id holds its leaf's time and times never run back, so an id can only
/// repeat within one millisecond, and only the ids of the last one are kept.
struct LeafSequence {
    private let key: VerifierKey
    private var isVeryFirstLog = false
    private var announcesKey = false
    private var idsOfLastTime: Set<ULID> = []
    private(set) var firstTime: Timestamp?
    private(set) var lastTime: Timestamp?
    private(set) var counters: [ULID: (first: Int64, last: Int64)] = [:]
    /// The last checkpoint of the year before, as the first leaf says it.
    private(set) var previous: Checkpoint?
    private(set) var types: [LeafType: Int] = [:]

    init(key: VerifierKey) { self.key = key }

    /// Whether the key was announced by the first leaf or by a key leaf.
    var namesKey: Bool { announcesKey }

    /// Takes the next leaf and says what is wrong with it in its place.
    mutating func take(_ leaf: Leaf, at index: Int) -> [VerificationProblem.Reason] {
        var reasons: [VerificationProblem.Reason] = []
        if (leaf.first != nil) != (index == 0) { reasons.append(.firstLeaf) }
        if index == 0, let first = leaf.first, !takeFirst(first) { reasons.append(.previous) }
        if let named = leaf.publicMembers["vkey"] ?? nil, named.utf8.elementsEqual(key.description.utf8) {
            announcesKey = true
        }
        reasons += takeTime(of: leaf)
        if let reason = takeCounter(of: leaf) { reasons.append(reason) }
        types[leaf.type, default: 0] += 1
        return reasons
    }

    /// Whether what the log continues is a checkpoint by its form; its own key vouches for the rest.
    private mutating func takeFirst(_ first: FirstLeaf) -> Bool {
        guard let text = first.previousCheckpoint else {
            isVeryFirstLog = true
            return true
        }
        previous = (try? SignedNote(parsing: Array(text.utf8))).flatMap { Checkpoint(text: $0.text) }
        return previous != nil
    }

    private mutating func takeTime(of leaf: Leaf) -> [VerificationProblem.Reason] {
        let time = leaf.time
        guard let last = lastTime else {
            (firstTime, lastTime) = (time, time)
            idsOfLastTime = [leaf.id]
            return []
        }
        if time < last { return [.timeRunsBack] }
        if time > last { idsOfLastTime.removeAll(keepingCapacity: true) }
        lastTime = time
        return idsOfLastTime.insert(leaf.id).inserted ? [] : [.repeatedID]
    }

    private mutating func takeCounter(of leaf: Leaf) -> VerificationProblem.Reason? {
        guard let known = counters[leaf.caller] else {
            counters[leaf.caller] = (leaf.number, leaf.number)
            // A later year goes on counting; only the very first log has to start at 1.
            return isVeryFirstLog && leaf.number != 1 ? .counter(expected: 1, found: leaf.number) : nil
        }
        counters[leaf.caller] = (known.first, leaf.number)
        guard leaf.number != known.last + 1 else { return nil }
        return .counter(expected: known.last + 1, found: leaf.number)
    }
}
