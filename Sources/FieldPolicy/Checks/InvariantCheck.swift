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
        policy.source.invariants.flatMap { invariant -> [RuleFileProblem] in
            let columns = invariant.classes.map { self.columns(of: $0.value) }
            return policy.roles.indices.compactMap { role -> RuleFileProblem? in
                guard invariant.roles.contains(policy.roles[role].id) else { return nil }
                return breach(of: invariant, columns, role: role).map { message in
                    invariant.place.problem("invariant \(invariant.id) is broken: \(message)")
                }
            }
        }
    }

    /// The columns of the table that a pattern covers.
    private func columns(of pattern: ClassPattern) -> [Int] {
        policy.classes.indices.filter { pattern.covers(policy.classes[$0].fieldClass) }
    }

    private func breach(of invariant: Invariant, _ columns: [[Int]], role: Int) -> String? {
        switch invariant.claim {
        case .never(let purposes): never(invariant, columns, purposes, role: role)
        case .neverTogether(.view): together(invariant, columns, views(of: role).map { [$0] })
        case .neverTogether(.role): together(invariant, columns, [views(of: role)])
        }
    }

    private func never(
        _ invariant: Invariant, _ columns: [[Int]], _ purposes: Selection<PurposeKind>, role: Int
    ) -> String? {
        for view in views(of: role) where purposes.contains(policy.purposes[view.purpose].id) {
            for columns in columns {
                if let cell = firstShown(columns, moreThan: invariant.moreThan, in: view) {
                    return cell
                }
            }
        }
        return nil
    }

    /// Looks for a group of views that together show more of every class than the bound.
    private func together(_ invariant: Invariant, _ columns: [[Int]], _ groups: [[ViewIndex]]) -> String? {
        for group in groups {
            var cells: [String] = []
            for columns in columns {
                let cell = group.lazy.compactMap {
                    firstShown(columns, moreThan: invariant.moreThan, in: $0)
                }.first
                guard let cell else { break }
                cells.append(cell)
            }
            if cells.count == invariant.classes.count { return cells.joined(separator: "; together with ") }
        }
        return nil
    }

    private func firstShown(_ columns: [Int], moreThan bound: Treatment, in view: ViewIndex) -> String? {
        for number in columns {
            let decision = policy.table.decision(at: view.row + number)
            if !decision.treatment.showsNoMore(than: bound) {
                return
                    "\(describe(view)), \(policy.classes[number].fieldClass) is \(decision.treatment.text) by "
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
