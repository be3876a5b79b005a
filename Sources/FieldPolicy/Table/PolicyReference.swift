package import Conversations

/// The semantics of a policy, written to be read: it goes through all rules for every question.
///
/// The table is compared with it cell by cell; `rules explain` shows its steps; flipped treatments are tried
/// on it.
package struct PolicyReference {
    /// One rule's word on a question.
    package struct Contribution: Equatable, Sendable {
        package let rule: RuleID
        package let treatment: Treatment
        package let place: RulePlace
        package let because: String
    }

    private let source: PolicySource

    /// Takes the policy as its files state it.
    package init(_ source: PolicySource) { self.source = source }

    /// What happens to a class; everything is withheld where the role or purpose is unknown or not allowed.
    package func decision(_ question: PolicyQuestion, _ fieldClass: FieldClass) -> Decision {
        let own = decisionOfOneRole(question, fieldClass)
        guard let actor = question.asActor else { return own }
        return Combination.stricter(own, decisionOfOneRole(actor, fieldClass))
    }

    /// What each rule that applies says about a class, in the order of their ids; an elevation stands alone.
    package func contributions(_ question: PolicyQuestion, _ fieldClass: FieldClass) -> [Contribution] {
        guard let role = source.roles.first(where: { $0.id == question.role }), role.flagged != .refuse,
            role.purposes.contains(question.purpose)
        else { return [] }
        if let elevation = source.elevations.first(where: { $0.id == question.elevation }),
            elevation.applies(role: question.role, purpose: question.purpose)
        {
            if let entry = elevation.treat.index(for: fieldClass) {
                return [contribution(elevation.treat[entry], elevation.id, elevation.because)]
            }
            if elevation.breakGlass != nil { return [] }
        }
        return source.rules.filter { applies($0, question) }.compactMap { rule in
            rule.treat.index(for: fieldClass).map { contribution(rule.treat[$0], rule.id, rule.because) }
        }
    }

    /// The class as the policy declares it.
    package func classRule(_ fieldClass: FieldClass) -> ClassRule? {
        source.classes.first { $0.fieldClass == fieldClass }
    }

    private func decisionOfOneRole(_ question: PolicyQuestion, _ fieldClass: FieldClass) -> Decision {
        guard let rule = classRule(fieldClass) else { return .byDefault }
        if let glass = brokenGlass(question), glass.treat.index(for: fieldClass) == nil {
            return glass.silence
        }
        let voices = contributions(question, fieldClass).map {
            Combination.Voice(rule: $0.rule, treatment: $0.treatment, because: $0.because)
        }
        return Combination(voices, ceiling: rule).decision
    }

    /// The break-glass in force, which leaves nothing to other rules.
    private func brokenGlass(_ question: PolicyQuestion) -> ElevationRule? {
        guard let role = source.roles.first(where: { $0.id == question.role }), role.flagged != .refuse,
            role.purposes.contains(question.purpose)
        else { return nil }
        return source.elevations.first {
            $0.id == question.elevation && $0.breakGlass != nil
                && $0.applies(role: question.role, purpose: question.purpose)
        }
    }

    private func applies(_ rule: FieldRule, _ question: PolicyQuestion) -> Bool {
        guard rule.roles.contains(question.role), rule.purposes.contains(question.purpose) else {
            return false
        }
        guard rule.consents.allSatisfy({ question.consents.contains($0.value) }) else { return false }
        guard !rule.regions.isEmpty else { return true }
        return rule.regions.contains { $0.value == question.region }
    }

    private func contribution(_ entry: TreatEntry, _ rule: RuleID, _ because: String) -> Contribution {
        Contribution(rule: rule, treatment: entry.treatment, place: entry.place, because: because)
    }
}
