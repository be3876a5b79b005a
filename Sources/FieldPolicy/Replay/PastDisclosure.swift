public import Conversations

/// What one leaf of the audit log tells of a disclosure: who asked, under which conditions, and how each class that
/// turned up was treated.
public struct PastDisclosure: Equatable, Sendable {
    /// One class that turned up.
    public struct Treated: Equatable, Sendable {
        /// The class.
        public let fieldClass: FieldClass
        /// What happened to its values.
        public let treatment: Treatment
        /// The rule that decided, as the leaf names it; `nil` when it cannot be read.
        public let rule: RuleID?
    }

    /// The leaf's number in its log.
    public let index: Int
    /// The leaf's id.
    public let id: String
    /// When it was, as the leaf says.
    public let time: String
    /// Who asked: the opaque id of the caller.
    public let caller: String
    /// Who asked, what for and under which conditions.
    public let question: PolicyQuestion
    /// The classes that turned up, by path; `nil` when the leaf was not opened, so that nobody can tell.
    public let treated: [Treated]?

    /// Reads a row of `GET /v1/audit/leaves`, or of its export as JSON Lines; `nil` when the row
    /// is not about a disclosure or lacks what a policy is asked with.
    ///
    /// - Parameter row: `type`, `index`, `id`, `time`, `caller`, `role`, `purpose`, and `members` when it was opened.
    public init?(row: JSONValue) {
        guard row["type"]?.string == "disclosure",
            let role = row["role"]?.string.flatMap({ try? RoleID($0) }),
            let purpose = row["purpose"]?.string.flatMap({ try? PurposeID($0) })
        else { return nil }
        index = row["index"]?.int.map { Int($0) } ?? 0
        id = row["id"]?.string ?? ""
        time = row["time"]?.string ?? ""
        caller = row["caller"]?.string ?? ""
        guard let members = row["members"], members.object != nil else {
            question = PolicyQuestion(role: role, purpose: purpose)
            treated = nil
            return
        }
        question = Self.question(role: role, purpose: purpose, members)
        let shown = (members["shown"]?.array ?? []).compactMap(Self.shown)
        let named = Set(shown.map(\.fieldClass))
        let withheld = (members["withheld"]?.array ?? []).compactMap(Self.withheld)
        treated = (shown + withheld.filter { !named.contains($0.fieldClass) }).sorted {
            $0.fieldClass < $1.fieldClass
        }
    }

    private static func question(role: RoleID, purpose: PurposeID, _ members: JSONValue) -> PolicyQuestion {
        let identity = members["caller_identity"]
        let consents = (members["consent"]?.array ?? []).compactMap { one in
            one["given"] == .bool(true) ? one["id"]?.string.flatMap { try? ConsentID($0) } : nil
        }
        return PolicyQuestion(
            role: role, actorRole: identity?["actor_role"]?.string.flatMap { try? RoleID($0) },
            purpose: purpose, region: identity?["region"]?.string.flatMap { try? RegionID($0) },
            consents: consents, elevation: identity?["elevation"]?.string.flatMap { try? RuleID($0) },
            elevated: identity?["elevated"]?.array.map { classes in
                classes.compactMap { $0.string.flatMap { FieldClass($0) } }
            })
    }

    private static func shown(_ entry: JSONValue) -> Treated? {
        guard let fieldClass = entry["class"]?.string.flatMap({ FieldClass($0) }),
            let treatment = entry["treatment"]?.string.flatMap({ Treatment(text: $0) })
        else { return nil }
        return Treated(fieldClass: fieldClass, treatment: treatment, rule: Self.rule(entry))
    }

    private static func rule(_ entry: JSONValue) -> RuleID? {
        entry["rule"]?.string.flatMap { try? RuleID($0) }
    }

    private static func withheld(_ entry: JSONValue) -> Treated? {
        guard entry["count"]?.string != "none" else { return nil }
        return entry["class"]?.string.flatMap { FieldClass($0) }.map {
            Treated(fieldClass: $0, treatment: .withhold, rule: Self.rule(entry))
        }
    }
}
