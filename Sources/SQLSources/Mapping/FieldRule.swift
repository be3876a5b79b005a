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

    static func list(_ node: RuleNode?, known: Set<FieldClass>?) throws(RuleFileProblem) -> [FieldRule] {
        guard let node else { return [] }
        var rules: [FieldRule] = []
        for item in try node.items() {
            let rule = try FieldRule(item, known: known)
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
