import Conversations
import RuleFiles

/// A mapped value with its class, for example the column `mob` as `mobile` of class `contact.phone`.
struct FieldRule: Hashable, Sendable {
    let name: String
    let fieldClass: FieldClass
    let value: ColumnRule

    init(_ node: RuleNode, known: Set<FieldClass>?) throws(RuleFileProblem) {
        name = try node.member("name").text()
        let written = try node.member("class").text()
        guard let fieldClass = FieldClass(written) else {
            throw try node.member("class").problem(
                "expected a field class such as contact.phone, found \"\(written)\"")
        }
        guard known?.contains(fieldClass) ?? true else {
            let words = (known ?? []).map(\.path).sorted()
            throw try node.member("class").problem(
                "unknown field class \"\(written)\"\(nearest(to: written, in: words))")
        }
        self.fieldClass = fieldClass
        value = try ColumnRule(node, allowing: ["name", "class"])
    }

    /// Reads the fields of a record; `reserved` are the names that its own columns have in the commitment.
    static func list(
        _ node: RuleNode?, known: Set<FieldClass>?, reserved: [String]
    ) throws(RuleFileProblem) -> [FieldRule] {
        guard let node else { return [] }
        var rules: [FieldRule] = []
        for item in try node.items() {
            let rule = try FieldRule(item, known: known)
            // WHY: names stand in canonical JSON, beside those of the record's own columns.
            let isPlain = rule.name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
            guard isPlain, (1...64).contains(rule.name.utf8.count), !reserved.contains(rule.name) else {
                throw item.problem(
                    "expected a name of lower-case letters, digits and underscores that is no key here, "
                        + "found \"\(rule.name)\"")
            }
            guard !rules.contains(where: { $0.name == rule.name }) else {
                throw item.problem("a field given twice: \"\(rule.name)\"")
            }
            rules.append(rule)
        }
        return rules
    }
}

/// A column that points at the person elsewhere, and how far it is known to be theirs.
struct IdentifierRule: Hashable, Sendable {
    let kind: ColumnRule
    let system: ColumnRule?
    let value: ColumnRule
    let verification: ColumnRule

    static let kinds = ["email", "phone", "external"]
    static let verifications = [Verification.verified, .asserted, .observed].map(\.rawValue)

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["kind", "system", "value", "verification"])
        kind = try ColumnRule(node.member("kind"))
        try kind.expectWords(Self.kinds)
        if let written = try node.optional("system") {
            system = try ColumnRule(written)
        } else {
            system = nil
        }
        value = try ColumnRule(node.member("value"))
        verification = try ColumnRule(node.member("verification"))
        try verification.expectWords(Self.verifications)
        guard kind.constant != "external" || system != nil else {
            throw node.problem("expected \"system\" beside an external id")
        }
    }
}
