import Conversations
import RuleFiles

/// Goes through every cell and gives the first one that breaks an invariant as the counterexample.
struct InvariantCheck {
    private let policy: CompiledPolicy
    private let axes: PolicyAxes

    init(_ policy: CompiledPolicy) {
        self.policy = policy
        axes = policy.table.axes
    }

    /// One fault for each invariant and role that breaks it.
    var faults: [RuleFileProblem] {
        policy.source.invariants.flatMap { invariant in
            policy.roles.indices.compactMap { role in
                guard invariant.roles.contains(policy.roles[role].id) else { return nil }
                return breach(of: invariant, role: role).map { message in
                    invariant.place.problem("invariant \(invariant.id) is broken: \(message)")
                }
            }
        }
    }

    private func breach(of invariant: Invariant, role: Int) -> String? {
        switch invariant.claim {
        case .never(let purposes): never(invariant, purposes, role: role)
        case .neverTogether(.view): together(invariant, role: role, views(of: role).map { [$0] })
        case .neverTogether(.role): together(invariant, role: role, [views(of: role)])
        }
    }

    private func never(_ invariant: Invariant, _ purposes: Selection<PurposeKind>, role: Int) -> String? {
        for view in views(of: role) where purposes.contains(policy.purposes[view.purpose].id) {
            for pattern in invariant.classes {
                if let cell = firstShown(pattern.value, moreThan: invariant.moreThan, in: view) {
                    return cell
                }
            }
        }
        return nil
    }

    /// Looks for a group of views that together show more of every class than the bound.
    private func together(_ invariant: Invariant, role: Int, _ groups: [[ViewIndex]]) -> String? {
        for group in groups {
            var cells: [String] = []
            for pattern in invariant.classes {
                let cell = group.lazy.compactMap {
                    firstShown(pattern.value, moreThan: invariant.moreThan, in: $0)
                }.first
                guard let cell else { break }
                cells.append(cell)
            }
            if cells.count == invariant.classes.count { return cells.joined(separator: "; together with ") }
        }
        return nil
    }

    private func firstShown(_ pattern: ClassPattern, moreThan bound: Treatment, in view: ViewIndex) -> String?
    {
        for (number, rule) in policy.classes.enumerated() where pattern.covers(rule.fieldClass) {
            let decision = policy.table.decision(at: view.row + number)
            if !decision.treatment.showsNoMore(than: bound) {
                return "\(describe(view)), \(rule.fieldClass) is \(decision.treatment.text) by "
                    + "\(decision.rule)\(place(of: decision.rule)), more than \(bound.text)"
            }
        }
        return nil
    }

    /// One row of the table, by the numbers of its axes.
    private struct ViewIndex {
        let role: Int
        let purpose: Int
        let region: Int
        let consents: Int
        let elevation: Int
        let row: Int
    }

    /// Every row of a role, in the order of the axes.
    private func views(of role: Int) -> [ViewIndex] {
        var views: [ViewIndex] = []
        let allowed = policy.roles[role].purposes
        for purpose in policy.purposes.indices where allowed.contains(policy.purposes[purpose].id) {
            for region in 0..<axes.regionCount {
                for consents in 0..<axes.consentSetCount {
                    for elevation in 0..<axes.elevationCount {
                        let row = axes.row(
                            role: role, purpose: purpose, region: region, consents: consents,
                            elevation: elevation)
                        views.append(
                            ViewIndex(
                                role: role, purpose: purpose, region: region, consents: consents,
                                elevation: elevation, row: row))
                    }
                }
            }
        }
        return views
    }

    private func describe(_ view: ViewIndex) -> String {
        var words = ["for \(policy.roles[view.role].id), \(policy.purposes[view.purpose].id)"]
        if view.region > 0 { words.append("region \(policy.source.regions[view.region - 1])") }
        for (number, consent) in policy.source.consents.enumerated() where view.consents >> number & 1 == 1 {
            words.append("consent \(consent)")
        }
        if view.elevation > 0 { words.append("elevation \(policy.source.elevations[view.elevation - 1].id)") }
        return words.joined(separator: ", ")
    }

    private func place(of rule: RuleID) -> String {
        let found =
            policy.source.rules.first { $0.id == rule }?.place
            ?? policy.source.elevations.first { $0.id == rule }?.place
        return found.map { " (\($0))" } ?? ""
    }
}
