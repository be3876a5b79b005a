import FieldPolicy
import RuleFiles

/// A small sound policy in four files; tests replace parts of it to see what happens.
struct SmallPolicy {
    /// The files by path.
    private(set) var files = [
        "policy/policy.yaml": """
        schema: throughline/policy/v1
        policy: corner-shop
        version: 1.0.0
        default: withhold
        regions: [GB, US]
        consents: [calls]
        contact_types: [general, parcel]
        """,
        "policy/axes.yaml": """
        schema: throughline/policy/v1
        classes:
          person.name: {means: "a name"}
          contact.phone: {means: "a number"}
          contact.email: {means: "an address"}
          payment.card: {means: "a card", ceiling: {mask: last_four}, because: nobody needs more}
          payment.cvv: {means: "a code"}
          text.public: {means: "messages", only: [show, withhold]}
        roles:
          clerk: {means: "sells", flagged: warn, purposes: [serve, ship]}
          courier: {means: "drives", external: true, flagged: hold, purposes: [ship]}
          robot: {means: "answers", automated: true, flagged: hold, purposes: [serve]}
          operator: {means: "runs it", flagged: refuse}
        purposes:
          serve: {decision: "What does the customer want?", contact_types: "*"}
          ship: {decision: "Where to?", contact_types: [parcel]}
        """,
        "policy/rules.yaml": """
        schema: throughline/policy/v1
        rules:
          - id: CLERK
            roles: [clerk]
            purposes: "*"
            treat: {person.name: show, contact.*: {mask: last_four}, contact.email: show, text.public: show}
            because: a clerk talks to people
          - id: COURIER
            roles: [courier]
            purposes: [ship]
            when: {regions: [GB], consents: [calls]}
            treat: {contact.phone: show}
            because: a courier rings
          - id: ROBOT
            roles: [robot]
            purposes: [serve]
            treat: {person.name: {pseudonymise: conversation}, text.public: show}
            because: a robot needs tokens
        elevations:
          - id: CARD-UP
            roles: [clerk]
            purposes: [serve]
            treat: {payment.card: {mask: last_four}}
            minutes_max: 10
            approvers: [clerk]
            because: a card is looked at
        """,
        "policy/cases/covering.yaml": """
        schema: throughline/policy-cases/v1
        cases:
          - name: every rule decides something
            given: {role: clerk, purpose: serve}
            expect: [{rule: CLERK, treat: {text.public: show}}]
          - name: a courier rings
            given: {role: courier, purpose: ship, region: GB, consents: [calls]}
            expect: [{rule: COURIER, treat: {contact.phone: show}}]
          - name: a robot reads
            given: {role: robot, purpose: serve}
            expect: [{rule: ROBOT, treat: {text.public: show}}]
          - name: a card is looked at
            given: {role: clerk, purpose: serve, elevation: CARD-UP}
            expect: [{rule: CARD-UP, treat: {payment.card: {mask: last_four}}}]
        """,
    ]

    /// The policy with some text replaced; the text must occur.
    func replacing(_ text: String, by other: String, in path: String) -> SmallPolicy {
        var copy = self
        let before = copy.files[path] ?? ""
        copy.files[path] = before.split(separator: text, omittingEmptySubsequences: false).joined(
            separator: other)
        precondition(copy.files[path] != before, "the text to replace must occur")
        return copy
    }

    /// The policy with one more file.
    func adding(_ path: String, _ text: String) -> SmallPolicy {
        var copy = self
        copy.files[path] = "schema: throughline/policy/v1\n" + text
        return copy
    }

    /// The policy with one more case, so that a rule of its own is covered.
    func covering(_ text: String) -> SmallPolicy {
        var copy = self
        copy.files["policy/cases/more.yaml"] = "schema: throughline/policy-cases/v1\ncases:\n  - " + text
        return copy
    }

    /// The policy without the cases that name each of its rules.
    func uncovered() -> SmallPolicy {
        var copy = self
        copy.files["policy/cases/covering.yaml"] = nil
        return copy
    }

    /// The policy with a file of cases.
    func cases(_ text: String) -> SmallPolicy {
        var copy = self
        copy.files["policy/cases/small.yaml"] = "schema: throughline/policy-cases/v1\ncases:\n" + text
        return copy
    }

    /// The files, read.
    func folder() throws -> RuleFolder {
        RuleFolder(files: try files.map { try RuleFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    /// The table, whatever a check says.
    func unchecked() throws -> CompiledPolicy {
        CompiledPolicy(unchecked: try PolicyReader.read(try folder()))
    }

    /// The compiled policy.
    func compiled() throws -> CompiledPolicy { try CompiledPolicy.load(folder: try folder()) }

    /// What is wrong with it, as `file:line: message`.
    func faults() throws -> [String] { PolicyCheck(folder: try folder()).faults.map(\.description) }

    /// What its owners should know.
    func remarks() throws -> [String] { PolicyCheck(folder: try folder()).remarks.map(\.description) }
}
