package import Conversations
import RuleFiles

/// One expected answer of the policy, as its case file states it.
package struct PolicyCase: Sendable {
    /// One expected decision.
    package struct Expectation: Sendable {
        package let fieldClass: FieldClass
        package let treatment: Treatment
        /// The rule that the decision is named after, `nil` where only the treatment matters.
        package let rule: RuleID?
        package let place: RulePlace
    }

    /// What the policy should do.
    package enum Outcome: Sendable {
        /// Give a view with these decisions; with `others` set, every class not named is withheld.
        case view([Expectation], othersAreWithheld: Bool)
        /// Refuse.
        case refused(PolicyRefusal.Code)
    }

    package let name: String
    package let question: PolicyQuestion
    package let outcome: Outcome
    package let place: RulePlace
}

extension PolicyCase {
    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["name", "given", "expect", "others", "refused"])
        name = try node.member("name").sentence()
        place = node.place
        question = try PolicyQuestion(case: try node.member("given"))
        if let refused = try node.optional("refused") {
            guard try node.optional("expect") == nil, try node.optional("others") == nil else {
                throw node.problem("expected refused, or expect with others, found both")
            }
            outcome = .refused(try refused.choice(of: PolicyRefusal.Code.self))
            return
        }
        let others = try node.optional("others")
        if let others, try others.text() != "withhold" {
            throw others.problem("expected withhold, found \"\(try others.text())\"")
        }
        var expectations: [Expectation] = []
        for group in try node.member("expect").items() {
            expectations += try Self.expectations(group, following: expectations)
        }
        outcome = .view(expectations, othersAreWithheld: others != nil)
    }

    private static func expectations(
        _ group: RuleNode, following earlier: [Expectation]
    ) throws(RuleFileProblem) -> [Expectation] {
        try group.allowOnly(["rule", "treat"])
        let rule: RuleID? = try group.optional("rule")?.name()
        var expectations: [Expectation] = []
        for member in try group.member("treat").members() {
            let place = RulePlace(file: group.file, line: member.line)
            guard let fieldClass = FieldClass(member.key) else {
                throw place.problem("expected a field class such as payment.card, found \"\(member.key)\"")
            }
            guard !(earlier + expectations).contains(where: { $0.fieldClass == fieldClass }) else {
                throw place.problem("field class \"\(fieldClass)\" given twice")
            }
            expectations.append(
                Expectation(
                    fieldClass: fieldClass, treatment: try Treatment(member.value), rule: rule, place: place))
        }
        return expectations
    }
}

extension PolicyQuestion {
    fileprivate init(case node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["role", "actor_role", "purpose", "region", "consents", "elevation"])
        let consents = try node.optional("consents")?.names(ConsentKind.self) ?? []
        self.init(
            role: try node.member("role").name(), actorRole: try node.optional("actor_role")?.name(),
            purpose: try node.member("purpose").name(), region: try node.optional("region")?.name(),
            consents: consents.map(\.value), elevation: try node.optional("elevation")?.name())
    }
}
