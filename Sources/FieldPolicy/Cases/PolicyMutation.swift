import Conversations
public import RuleFiles

/// A policy with one slip of the pen in it.
struct PolicyMutant {
    let source: PolicySource
    /// The classes that the slip can concern.
    let pattern: ClassPattern
    /// Where it was made.
    let place: RulePlace
    /// What was done, as messages say it.
    let change: String
}

extension PolicySource {
    /// Every treatment once shown and once withheld where it was not, and every condition once left out.
    var mutants: [PolicyMutant] {
        flippedRules + flippedElevations + droppedConditions
    }

    private var flippedRules: [PolicyMutant] {
        rules.indices.flatMap { number in
            flips(of: rules[number].treat, rules[number].id) { source, index, treatment in
                source.rules[number].treat[index].treatment = treatment
            }
        }
    }

    private var flippedElevations: [PolicyMutant] {
        elevations.indices.flatMap { number in
            flips(of: elevations[number].treat, elevations[number].id) { source, index, treatment in
                source.elevations[number].treat[index].treatment = treatment
            }
        }
    }

    private var droppedConditions: [PolicyMutant] {
        guard let everyClass = ClassPattern("*") else { return [] }
        return rules.indices.flatMap { number in
            let rule = rules[number]
            var mutants: [PolicyMutant] = []
            if !rule.regions.isEmpty {
                var copy = self
                copy.rules[number].regions = []
                let change = "rule \(rule.id) loses its regions"
                mutants.append(
                    PolicyMutant(source: copy, pattern: everyClass, place: rule.place, change: change))
            }
            if !rule.consents.isEmpty {
                var copy = self
                copy.rules[number].consents = []
                let change = "rule \(rule.id) loses its consents"
                mutants.append(
                    PolicyMutant(source: copy, pattern: everyClass, place: rule.place, change: change))
            }
            return mutants
        }
    }

    private func flips(
        of entries: [TreatEntry], _ rule: RuleID, _ change: (inout PolicySource, Int, Treatment) -> Void
    ) -> [PolicyMutant] {
        var mutants: [PolicyMutant] = []
        for (index, entry) in entries.enumerated() {
            for flipped in [Treatment.show, .withhold] where flipped != entry.treatment {
                var copy = self
                change(&copy, index, flipped)
                mutants.append(
                    PolicyMutant(
                        source: copy, pattern: entry.pattern, place: entry.place,
                        change: "\(entry.pattern) of rule \(rule) turns from \(entry.treatment.text) to "
                            + flipped.text))
            }
        }
        return mutants
    }
}

extension PolicyCases {
    /// How many slips of the pen the cases notice.
    public struct MutationScore: Equatable, Sendable {
        /// How many were tried: every treatment shown and withheld, every condition left out.
        public let tried: Int
        /// One problem for each that no case noticed, at the line of the slip.
        public let survivors: [RuleFileProblem]
    }

    /// Makes every slip in turn and looks whether a case fails; the slow reference decides, cell by cell.
    public func mutationScore(of policy: CompiledPolicy) -> MutationScore {
        let mutants = policy.source.mutants
        let survivors = mutants.filter { !notices($0) }.map { mutant in
            mutant.place.problem("no case notices when \(mutant.change)")
        }
        return MutationScore(tried: mutants.count, survivors: survivors)
    }

    private func notices(_ mutant: PolicyMutant) -> Bool {
        let reference = PolicyReference(mutant.source)
        let classes = mutant.source.classes.map(\.fieldClass).filter(mutant.pattern.covers)
        return cases.contains { one in
            guard case .view(let expectations, let othersAreWithheld) = one.outcome else { return false }
            let touched = expectations.filter { classes.contains($0.fieldClass) }
            guard othersAreWithheld || !touched.isEmpty else { return false }
            let narrowed = PolicyCase(
                name: one.name, question: one.question,
                outcome: .view(touched, othersAreWithheld: othersAreWithheld), place: one.place)
            return !narrowed.failures(classes: classes) { reference.decision(one.question, $0) }.isEmpty
        }
    }
}
