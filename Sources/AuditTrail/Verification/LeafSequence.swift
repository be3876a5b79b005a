import Conversations

/// What must hold from leaf to leaf: time, ids, counters, and what only the first one says.
///
/// Bounded by ``callersMax`` counters and ``keyLeavesMax`` keys, whatever the log.
struct LeafSequence {
    /// The most callers whose counters are kept: about 60 MB.
    static let callersMax = 1_000_000
    /// The most key leaves of one log.
    static let keyLeavesMax = 1_024

    private let before: YearEnd?
    private let signatures: any SignatureVerifier
    private var startsAtOne = false
    private var ids = RisingIDs()
    private(set) var firstTime: Timestamp?
    private(set) var counters: [ULID: (first: Int64, last: Int64)] = [:]
    /// The last checkpoint of the year before, as the first leaf says it.
    private(set) var previous: Checkpoint?
    private(set) var types: [LeafType: Int] = [:]
    /// The keys of this log that the first leaf and key leaves name.
    private(set) var keys: KeyHistory

    init(
        origin: String, before: YearEnd?, signatures: some SignatureVerifier, digester: some Digester
    ) {
        self.before = before
        self.signatures = signatures
        keys = KeyHistory(name: origin, digester: digester)
    }

    /// The claimed time of the last leaf.
    var lastTime: Timestamp? { ids.last?.at }
    /// The id of the last leaf.
    var lastID: ULID? { ids.last }
    /// Whether nothing came before this log, or all of it was verified.
    var isComplete: Bool { startsAtOne }

    /// Takes the next leaf and says what is wrong with it in its place.
    mutating func take(_ leaf: Leaf, at index: Int) -> [VerificationProblem.Reason] {
        var reasons: [VerificationProblem.Reason] = []
        if (leaf.first != nil) != (index == 0) { reasons.append(.firstLeaf) }
        if index == 0, let first = leaf.first, let reason = takeFirst(first) { reasons.append(reason) }
        if let reason = takeKey(of: leaf, at: index) { reasons.append(reason) }
        if firstTime == nil { firstTime = leaf.time }
        if let reason = ids.take(leaf.id) { reasons.append(reason) }
        if let reason = takeCounter(of: leaf) { reasons.append(reason) }
        types[leaf.type, default: 0] += 1
        return reasons
    }

    /// What the log continues must be a checkpoint by its form, and the end of the year before if that is known.
    private mutating func takeFirst(_ first: FirstLeaf) -> VerificationProblem.Reason? {
        let text = first.previousCheckpoint
        startsAtOne = before?.isComplete ?? (text == nil)
        if let id = before?.lastID { ids.begin(after: id) }
        previous = text.flatMap { try? SignedNote(parsing: Array($0.utf8)) }
            .flatMap { Checkpoint(text: $0.text) }
        if text != nil, previous == nil { return .previous }
        return before.flatMap { $0.fault(of: text, in: keys.name, with: signatures) }.map { .chain($0) }
    }

    private mutating func takeKey(of leaf: Leaf, at index: Int) -> VerificationProblem.Reason? {
        guard keys.handovers.count < Self.keyLeavesMax || leaf.type != .key else {
            return .tooManyKeys(Self.keyLeavesMax)
        }
        do throws(KeyFault) {
            try keys.take(leaf, at: index)
            return nil
        } catch {
            // A first leaf that names no key, or a later one that does, was said to be none already.
            return error == .firstLeaf ? nil : .key(error)
        }
    }

    private mutating func takeCounter(of leaf: Leaf) -> VerificationProblem.Reason? {
        guard let known = counters[leaf.caller] else {
            guard counters.count < Self.callersMax else { return .tooManyCallers(Self.callersMax) }
            counters[leaf.caller] = (leaf.number, leaf.number)
            // A later year goes on counting; only when every caller before is known does a new one start at 1.
            let last = before?.counters[leaf.caller] ?? (startsAtOne ? 0 : nil)
            guard let last, leaf.number != last + 1 else { return nil }
            return .counter(expected: last + 1, found: leaf.number)
        }
        counters[leaf.caller] = (known.first, leaf.number)
        guard leaf.number != known.last + 1 else { return nil }
        return .counter(expected: known.last + 1, found: leaf.number)
    }
}
