public import Conversations

/// Why one class is treated as it is: the steps from rules to decision.
public struct PolicyExplanation: Equatable, Sendable {
    /// One rule's word.
    public struct Contribution: Equatable, Sendable {
        /// The rule or elevation.
        public let rule: RuleID
        /// The role it spoke about: the subject's or the acting machine's.
        public let role: RoleID
        /// What it asks for.
        public let treatment: Treatment
        /// The line of its entry.
        public let place: RulePlace
        /// Its reason.
        public let because: String
    }

    /// The class.
    public let fieldClass: FieldClass
    /// What holds.
    public let decision: Decision
    /// Every rule that applies, by id, the subject's role first.
    public let contributions: [Contribution]
    /// The class's own bound, `nil` when it has none.
    public let ceiling: Treatment?
    /// Why the bound stands; empty without one.
    public let ceilingBecause: String
}

extension CompiledPolicy {
    /// Explains the decision on one class.
    ///
    /// - Parameters:
    ///   - question: who asks, what for and under which conditions.
    ///   - fieldClass: the class; one that the policy does not know is withheld by default.
    /// - Returns: the decision with every step that led to it.
    /// - Throws: ``PolicyRefusal`` as ``view(_:)`` does.
    public func explain(
        _ question: PolicyQuestion, _ fieldClass: FieldClass
    ) throws(PolicyRefusal) -> PolicyExplanation {
        let view = try view(question)
        let reference = PolicyReference(source)
        var contributions: [PolicyExplanation.Contribution] = []
        for asked in [question] + (question.asActor.map { [$0] } ?? []) {
            contributions += reference.contributions(asked, fieldClass).map {
                PolicyExplanation.Contribution(
                    rule: $0.rule, role: asked.role, treatment: $0.treatment, place: $0.place,
                    because: $0.because)
            }
        }
        let rule = self.fieldClass(fieldClass)
        return PolicyExplanation(
            fieldClass: fieldClass, decision: view.decision(for: fieldClass), contributions: contributions,
            ceiling: rule?.ceiling, ceilingBecause: rule?.because ?? "")
    }
}

extension CompiledPolicy {
    /// The elevations that would show more of a class: what a caller who meets a withheld value may ask for.
    ///
    /// - Parameters:
    ///   - question: who asks, what for and under which conditions; its own elevation is left aside.
    ///   - fieldClass: the class.
    /// - Returns: the elevations by name, none when nothing would show more.
    /// - Throws: ``PolicyRefusal`` as ``view(_:)`` does.
    public func elevations(
        for question: PolicyQuestion, _ fieldClass: FieldClass
    ) throws(PolicyRefusal) -> [ElevationRule] {
        let now = try view(question.elevated(by: nil)).decision(for: fieldClass).treatment
        var found: [ElevationRule] = []
        for elevation in elevations {
            let then = try view(question.elevated(by: elevation.id)).decision(for: fieldClass).treatment
            if then != now, now.showsNoMore(than: then) { found.append(elevation) }
        }
        return found
    }
}
