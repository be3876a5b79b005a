public import Conversations

/// Both ways in which access goes wrong, counted from the log: shown and not needed, withheld and then asked for.
///
/// A *showing* is one class shown as it is in one disclosure. A *withholding* is one class withheld from one caller about
/// one conversation, however often. What the log does not open is not counted, and its number is told.
public struct AccessMeasure: Sendable {
    /// Counts of one role and purpose.
    public struct Row: Hashable, Sendable {
        /// Views that were disclosed.
        public internal(set) var disclosures = 0
        /// Classes shown as they are, once a disclosure.
        public internal(set) var shown = 0
        /// Of these, classes that the purpose does not need.
        public internal(set) var notNeeded = 0
        /// Whether the policy says what the purpose needs, so that `notNeeded` means something.
        public internal(set) var isNeedKnown = false
        /// Withholdings.
        public internal(set) var withheld = 0
        /// Of these, those that the caller asked for afterwards, or broke the glass over.
        public internal(set) var askedFor = 0
    }

    private struct Key: Hashable {
        let role: String
        let purpose: String
    }

    private struct Withholding: Hashable {
        let key: Key
        let caller: String
        let subject: String
        let conversation: String
        let fieldClass: String
    }

    private let needs: [String: [FieldClass]]
    private var rows: [Key: Row] = [:]
    private var withheld: Set<Withholding> = []
    private var askedFor: Set<Withholding> = []
    private var openRequests: [String: Timestamp] = [:]
    private var waitedMilliseconds: [Int64] = []
    private var asked = 0
    private var unanswered = 0
    private var closedLeaves = 0
    private var glasses = 0
    private var reviews = 0

    /// Starts to count.
    ///
    /// - Parameter needs: the classes that a purpose turns on, by purpose; a class under one of them is needed too.
    public init(needs: [PurposeID: [FieldClass]]) {
        self.needs = Dictionary(uniqueKeysWithValues: needs.map { ($0.key.text, $0.value) })
    }

    /// Counts one leaf; leaves come in the order of the log.
    public mutating func add(_ fact: AccessFact) {
        let counted = [
            "disclosure", "access_request", "access_decision", "break_glass_start", "break_glass_end",
        ]
        guard counted.contains(fact.type) else { return }
        guard !fact.members.isEmpty else {
            closedLeaves += 1
            return
        }
        switch fact.type {
        case "disclosure": addDisclosure(fact)
        case "access_request":
            note(askedFor: fact)
            guard fact.members["until"] == .null || fact.members["until"] == nil, let request = fact.request
            else { return }
            asked += 1
            openRequests[request] = fact.at
        case "access_decision": addDecision(fact)
        case "break_glass_start":
            glasses += 1
            note(askedFor: fact)
        default:
            if let review = fact.members["review"]?.string, review.hasSuffix("justified") { reviews += 1 }
        }
    }

    private mutating func addDisclosure(_ fact: AccessFact) {
        let key = Key(role: fact.role, purpose: fact.purpose)
        let shown = Set(fact.classes("shown", treatment: "show"))
        var row = rows[key] ?? Row()
        row.disclosures += 1
        row.shown += shown.count
        if let needed = needs[fact.purpose] {
            row.isNeedKnown = true
            row.notNeeded += shown.filter { Self.isBeyond($0, needed) }.count
        }
        rows[key] = row
        for fieldClass in fact.classes("withheld") { withheld.insert(withholding(key, fact, fieldClass)) }
    }

    private static func isBeyond(_ path: String, _ needed: [FieldClass]) -> Bool {
        guard let fieldClass = FieldClass(path) else { return true }
        return !needed.contains { fieldClass.isWithin($0) }
    }

    private func withholding(_ key: Key, _ fact: AccessFact, _ fieldClass: String) -> Withholding {
        Withholding(
            key: key, caller: fact.caller, subject: fact.subject, conversation: fact.conversation,
            fieldClass: fieldClass)
    }

    private mutating func note(askedFor fact: AccessFact) {
        let key = Key(role: fact.role, purpose: fact.purpose)
        for fieldClass in fact.classes("fields") {
            let found = withholding(key, fact, fieldClass)
            if withheld.contains(found) { askedFor.insert(found) }
        }
    }

    private mutating func addDecision(_ fact: AccessFact) {
        guard let request = fact.request, let decision = fact.members["decision"]?.string,
            decision != "delegate_paged", let askedAt = openRequests.removeValue(forKey: request)
        else { return }
        if decision == "unanswered" {
            unanswered += 1
        } else {
            waitedMilliseconds.append(max(0, fact.at.milliseconds - askedAt.milliseconds))
        }
    }

    // MARK: - The report

    /// Everything counted, as one document; shares are in tenths of a percent, `null` where nothing was counted.
    public var document: JSONValue {
        var counts = rows
        for found in withheld { counts[found.key, default: Row()].withheld += 1 }
        for found in askedFor { counts[found.key, default: Row()].askedFor += 1 }
        let keys = counts.keys.sorted { ($0.role, $0.purpose) < ($1.role, $1.purpose) }
        let waited = waitedMilliseconds.sorted()
        return [
            "rows": .array(keys.map { Self.json($0, counts[$0] ?? Row()) }),
            "requests": [
                "asked": JSONValue(asked), "decided": JSONValue(waited.count),
                "unanswered": JSONValue(unanswered), "waiting": JSONValue(openRequests.count),
                "unanswered_permille": Self.permille(unanswered, of: asked),
                "decision_seconds_median": Self.quantile(waited, 50),
                "decision_seconds_p90": Self.quantile(waited, 90),
            ],
            "break_glass": ["started": JSONValue(glasses), "reviewed": JSONValue(reviews)],
            "leaves_not_opened": JSONValue(closedLeaves),
        ]
    }

    private static func json(_ key: Key, _ row: Row) -> JSONValue {
        [
            "role": .string(key.role), "purpose": .string(key.purpose),
            "disclosures": JSONValue(row.disclosures), "shown": JSONValue(row.shown),
            "not_needed": row.isNeedKnown ? JSONValue(row.notNeeded) : .null,
            "over_exposure_permille": row.isNeedKnown ? permille(row.notNeeded, of: row.shown) : .null,
            "withheld": JSONValue(row.withheld), "then_asked_for": JSONValue(row.askedFor),
            "under_provision_permille": permille(row.askedFor, of: row.withheld),
        ]
    }

    private static func permille(_ part: Int, of whole: Int) -> JSONValue {
        whole == 0 ? .null : JSONValue((part * 1_000 + whole / 2) / whole)
    }

    /// The nearest-rank quantile in seconds.
    private static func quantile(_ sorted: [Int64], _ percent: Int) -> JSONValue {
        guard !sorted.isEmpty else { return .null }
        let rank = max(1, (sorted.count * percent + 99) / 100)
        return .int(sorted[rank - 1] / 1_000)
    }
}
