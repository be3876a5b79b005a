public import Conversations

/// Both ways in which access goes wrong, counted from the log: shown and not needed, withheld and then asked for.
///
/// A *showing* is one class shown as it is in one disclosure. A *withholding* is one class withheld from one caller about
/// one customer, for one purpose, however often. It turned out to be *wanted* when the caller then asked for the class or
/// broke the glass over it, or when within a day a person of another role of the same organisation was shown the class
/// for the same customer and purpose: the case went up. What the log does not open is not counted, and its number is told.
public struct AccessMeasure: Sendable {
    /// Counts of one role and purpose.
    public struct Row: Hashable, Sendable {
        /// Views that were disclosed.
        public internal(set) var disclosures = 0
        /// Classes shown as they are, once a disclosure.
        public internal(set) var shown = 0
        /// Of these, classes that the purpose does not need, by class.
        public internal(set) var notNeeded: [String: Int] = [:]
        /// Whether the policy says what the purpose needs, so that `notNeeded` means something.
        public internal(set) var isNeedKnown = false
        /// Withholdings.
        public internal(set) var withheld = 0
        /// Of these, those that the caller asked for afterwards, or broke the glass over.
        public internal(set) var askedFor = 0
        /// Of these, those that a person of another role was shown afterwards.
        public internal(set) var escalated = 0
        /// Of these, those of either kind, by class.
        public internal(set) var wanted: [String: Int] = [:]
    }

    struct Key: Hashable {
        let organisation: String
        let role: String
        let purpose: String
    }

    private struct Withholding: Hashable {
        let key: Key
        let caller: String
        let subject: String
        let fieldClass: String
    }

    /// How long after a withholding a showing to somebody else counts as the same case gone up, in milliseconds: a day.
    static let escalationMilliseconds: Int64 = 86_400_000

    private let needs: [String: [FieldClass]]
    private var rows: [Key: Row] = [:]
    /// When each was withheld last, by customer.
    private var withheld: [String: [Withholding: Timestamp]] = [:]
    private var askedFor: Set<Withholding> = []
    private var escalated: Set<Withholding> = []
    var openRequests: [String: Timestamp] = [:]
    var waitedMilliseconds: [Int64] = []
    var asked = 0
    var unanswered = 0
    var closedLeaves = 0
    var glasses = 0
    var reviews = 0

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
        let key = Self.key(fact)
        let shown = Set(fact.classes("shown", treatment: "show"))
        var row = rows[key] ?? Row()
        row.disclosures += 1
        row.shown += shown.count
        if let needed = needs[fact.purpose] {
            row.isNeedKnown = true
            for beyond in shown where Self.isBeyond(beyond, needed) { row.notNeeded[beyond, default: 0] += 1 }
        }
        rows[key] = row
        for (found, at) in withheld[fact.subject] ?? [:] where Self.isGoneUp(found, since: at, fact, shown) {
            escalated.insert(found)
        }
        for fieldClass in fact.classes("withheld") where !shown.contains(fieldClass) {
            withheld[fact.subject, default: [:]][withholding(fact, fieldClass)] = fact.at
        }
    }

    private static func key(_ fact: AccessFact) -> Key {
        Key(organisation: fact.organisation, role: fact.role, purpose: fact.purpose)
    }

    private static func isBeyond(_ path: String, _ needed: [FieldClass]) -> Bool {
        guard let fieldClass = FieldClass(path) else { return true }
        return !needed.contains { fieldClass.isWithin($0) }
    }

    private static func isGoneUp(
        _ found: Withholding, since at: Timestamp, _ fact: AccessFact, _ shown: Set<String>
    ) -> Bool {
        !found.subject.isEmpty && found.key.purpose == fact.purpose
            && found.key.organisation == fact.organisation && found.key.role != fact.role
            && shown.contains(found.fieldClass)
            && fact.at.milliseconds - at.milliseconds <= escalationMilliseconds
    }

    private func withholding(_ fact: AccessFact, _ fieldClass: String) -> Withholding {
        Withholding(key: Self.key(fact), caller: fact.caller, subject: fact.subject, fieldClass: fieldClass)
    }

    private mutating func note(askedFor fact: AccessFact) {
        for fieldClass in fact.classes("fields") {
            let found = withholding(fact, fieldClass)
            if withheld[fact.subject]?[found] != nil { askedFor.insert(found) }
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

    /// The rows with their withholdings, by organisation, role and purpose.
    var counted: [(key: Key, row: Row)] {
        var counts = rows
        for found in withheld.values.flatMap(\.keys) { counts[found.key, default: Row()].withheld += 1 }
        for found in askedFor { counts[found.key, default: Row()].askedFor += 1 }
        for found in escalated { counts[found.key, default: Row()].escalated += 1 }
        for found in askedFor.union(escalated) {
            counts[found.key, default: Row()].wanted[found.fieldClass, default: 0] += 1
        }
        return counts.sorted {
            ($0.key.organisation, $0.key.role, $0.key.purpose) < (
                $1.key.organisation, $1.key.role, $1.key.purpose
            )
        }.map { ($0.key, $0.value) }
    }
}
