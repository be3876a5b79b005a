import Conversations
import RuleFiles

/// How rows become persons: the customer's own, or those of the household.
struct PersonMapping: Hashable, Sendable {
    /// Gives one row a person.
    let rows: NamedQuery
    let id: ColumnRule
    let version: ColumnRule?
    let tier: ColumnRule?
    /// The marker of a fence around the person's records; empty for none.
    let fence: ColumnRule?
    let deleted: ColumnRule?
    let identifiers: [IdentifierRule]
    let fields: [FieldRule]

    static let keys = ["rows", "id", "version", "tier", "fence", "deleted", "identifiers", "fields"]

    init(
        _ node: RuleNode, name: String, known: Set<FieldClass>?, allowing others: [String] = []
    ) throws(RuleFileProblem) {
        try node.allowOnly(Self.keys + others)
        rows = try NamedQuery(node.member("rows"), name: "\(name).rows", parameters: ["ids"])
        id = try ColumnRule(node.member("id"))
        version = try ColumnRule.optional("version", of: node)
        tier = try ColumnRule.optional("tier", of: node)
        fence = try ColumnRule.optional("fence", of: node)
        deleted = try ColumnRule.optional("deleted", of: node)
        fields = try FieldRule.list(node.optional("fields"), known: known, reserved: Self.keys)
        var identifiers: [IdentifierRule] = []
        for item in try node.optional("identifiers")?.items() ?? [] {
            identifiers.append(try IdentifierRule(item))
        }
        self.identifiers = identifiers
    }

    var columns: [ColumnRule] {
        [id, version, tier, fence, deleted].compactMap { $0 } + fields.map(\.value)
            + identifiers.flatMap { [$0.kind, $0.system, $0.value, $0.verification].compactMap { $0 } }
    }
}

/// How persons are found by a key: each statement gives one column of person ids.
struct PersonSearch: Hashable, Sendable {
    let email: NamedQuery?
    let phone: NamedQuery?
    let external: NamedQuery?

    init(_ node: RuleNode?) throws(RuleFileProblem) {
        guard let node else {
            (email, phone, external) = (nil, nil, nil)
            return
        }
        try node.allowOnly(["email", "phone", "external"])
        email = try NamedQuery.optional("email", of: node, in: "persons.find", parameters: ["email"])
        phone = try NamedQuery.optional(
            "phone", of: node, in: "persons.find", parameters: ["phone", "phone_digits", "phone_tail"])
        external = try NamedQuery.optional(
            "external", of: node, in: "persons.find", parameters: ["system", "id"])
    }

    var queries: [NamedQuery] { [email, phone, external].compactMap { $0 } }
}

/// Rows about persons that stand in a table of their own: further identifiers.
struct IdentifierRows: Hashable, Sendable {
    let rows: NamedQuery
    let person: ColumnRule
    let rule: IdentifierRule

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["rows", "person", "identifier"])
        rows = try NamedQuery(node.member("rows"), name: "identifiers.rows", parameters: ["ids"])
        person = try ColumnRule(node.member("person"))
        rule = try IdentifierRule(node.member("identifier"))
    }

    var columns: [ColumnRule] {
        [person, rule.kind, rule.system, rule.value, rule.verification].compactMap { $0 }
    }
}

/// Rows about persons that stand in a table of their own: consents.
struct ConsentRows: Hashable, Sendable {
    let rows: NamedQuery
    let person: ColumnRule
    let consent: ColumnRule
    let given: ColumnRule

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["rows", "person", "consent", "given"])
        rows = try NamedQuery(node.member("rows"), name: "consents.rows", parameters: ["ids"])
        person = try ColumnRule(node.member("person"))
        consent = try ColumnRule(node.member("consent"))
        given = try ColumnRule(node.member("given"))
    }

    var columns: [ColumnRule] { [person, consent, given] }
}

extension ColumnRule {
    static func optional(_ key: String, of node: RuleNode) throws(RuleFileProblem) -> ColumnRule? {
        guard let written = try node.optional(key) else { return nil }
        return try ColumnRule(written)
    }
}

extension NamedQuery {
    static func optional(
        _ key: String, of node: RuleNode, in name: String, parameters: [String]
    ) throws(RuleFileProblem) -> NamedQuery? {
        guard let written = try node.optional(key) else { return nil }
        return try NamedQuery(written, name: "\(name).\(key)", parameters: parameters)
    }
}
