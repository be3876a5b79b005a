import Conversations
public import RuleFiles

/// A policy with the treatment of one entry changed, as a slip of the pen would.
struct PolicyMutant {
    let source: PolicySource
    let rule: RuleID
    let pattern: ClassPattern
    let place: RulePlace
    let from: Treatment
    let to: Treatment
}

extension PolicySource {
    /// Every entry of every rule and elevation, once shown and once withheld where it was not.
    var mutants: [PolicyMutant] {
        var mutants: [PolicyMutant] = []
        for (number, rule) in rules.enumerated() {
            for (index, entry) in rule.treat.enumerated() {
                for flipped in [Treatment.show, .withhold] where flipped != entry.treatment {
                    var copy = self
                    copy.rules[number].treat[index].treatment = flipped
                    mutants.append(PolicyMutant(copy, rule.id, entry, to: flipped))
                }
            }
        }
        for (number, elevation) in elevations.enumerated() {
            for (index, entry) in elevation.treat.enumerated() {
                for flipped in [Treatment.show, .withhold] where flipped != entry.treatment {
                    var copy = self
                    copy.elevations[number].treat[index].treatment = flipped
                    mutants.append(PolicyMutant(copy, elevation.id, entry, to: flipped))
                }
            }
        }
        return mutants
    }
}

extension PolicyMutant {
    fileprivate init(_ source: PolicySource, _ rule: RuleID, _ entry: TreatEntry, to flipped: Treatment) {
        self.init(
            source: source, rule: rule, pattern: entry.pattern, place: entry.place, from: entry.treatment,
            to: flipped)
    }
}

extension PolicyCases {
    /// How many flipped treatments the cases notice.
    public struct MutationScore: Equatable, Sendable {
        /// How many were tried: every entry of every rule, shown and withheld where it was not.
        public let tried: Int
        /// One problem for each that no case noticed, at the line of the entry.
        public let survivors: [RuleFileProblem]
    }

    /// Flips every treatment and looks whether a case fails; the slow reference decides, cell by cell.
    public func mutationScore(of policy: CompiledPolicy) -> MutationScore {
        let mutants = policy.source.mutants
        let survivors = mutants.filter { !notices($0) }.map { mutant in
            mutant.place.problem(
                "no case notices when \(mutant.pattern) of rule \(mutant.rule) turns from "
                    + "\(mutant.from.text) to \(mutant.to.text)")
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
