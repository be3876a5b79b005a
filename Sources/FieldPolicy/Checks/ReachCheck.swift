import Conversations
import RuleFiles

/// Finds rules that decide nothing, classes and purposes that nobody uses, and rules that cannot be ordered.
struct ReachCheck {
    private let source: PolicySource
    private let table: DecisionTable

    init(_ policy: CompiledPolicy) {
        source = policy.source
        table = policy.table
    }

    /// Entries that decide no cell: their owners believe in something that is not so.
    var faults: [RuleFileProblem] {
        let treats = source.rules.map { ($0.id, $0.treat) } + source.elevations.map { ($0.id, $0.treat) }
        return treats.flatMap { id, entries in
            entries.indices.compactMap { index in
                guard !table.reached.contains(EntryName(rule: id, entry: index)) else { return nil }
                let entry = entries[index]
                return entry.place.problem(
                    "\(entry.pattern): \(entry.treatment.text) of rule \(id) decides no cell: "
                        + "a stricter rule, an earlier one or a ceiling decides wherever it applies")
            }
        }
    }

    /// Classes that no entry names, purposes of no role, and rules whose treatments cannot be ordered.
    var remarks: [RuleFileProblem] {
        unusedClasses + unusedPurposes + meetings + beyondNeeds
    }

    /// Classes that a rule shows for a decision that, as its purpose says, does not turn on them.
    private var beyondNeeds: [RuleFileProblem] {
        source.roles.flatMap { role in
            source.purposes.flatMap { purpose -> [RuleFileProblem] in
                guard let needs = purpose.needs.map(Set.init), role.purposes.contains(purpose.id) else {
                    return []
                }
                return source.classes.compactMap { rule in
                    guard !needs.contains(rule.fieldClass),
                        let shown = shown(rule.fieldClass, role: role.id, purpose: purpose.id)
                    else { return nil }
                    let place = source.rules.first { $0.id == shown.rule }?.place ?? purpose.place
                    return place.problem(
                        "rule \(shown.rule) treats \(rule.fieldClass) with \(shown.treatment.text) for \(role.id), "
                            + "\(purpose.id), whose needs do not name it")
                }
            }
        }
    }

    /// The first decision without elevation that shows a class's values or a part of them.
    private func shown(_ fieldClass: FieldClass, role: RoleID, purpose: PurposeID) -> Decision? {
        let axes = table.axes
        guard let role = axes.roles[role], let purpose = axes.purposes[purpose],
            let column = axes.classes[fieldClass]
        else { return nil }
        for region in 0..<axes.regionCount {
            for consents in 0..<axes.consentSetCount {
                let row = axes.row(
                    role: role, purpose: purpose, region: region, consents: consents, elevation: 0)
                let decision = table.decision(at: row + column)
                switch decision.treatment {
                case .show, .mask, .generalise: return decision
                // WHY: a token or a hash tells equality, so that somebody may act on what they do not see.
                case .pseudonymise, .hash, .withhold: continue
                }
            }
        }
        return nil
    }

    private var unusedPurposes: [RuleFileProblem] {
        source.purposes.compactMap { purpose in
            guard !source.roles.contains(where: { $0.purposes.contains(purpose.id) }) else { return nil }
            return purpose.place.problem("no role may ask for purpose \"\(purpose.id)\"")
        }
    }

    private var unusedClasses: [RuleFileProblem] {
        let entries = source.rules.flatMap(\.treat) + source.elevations.flatMap(\.treat)
        let patterns = entries.map(\.pattern).filter { $0.top != nil }
        return source.classes.compactMap { rule in
            guard rule.ceiling == nil, !patterns.contains(where: { $0.covers(rule.fieldClass) }) else {
                return nil
            }
            return rule.place.problem("no rule names field class \"\(rule.fieldClass)\": nobody ever sees it")
        }
    }

    private var meetings: [RuleFileProblem] {
        var seen: Set<[RuleID]> = []
        return table.incomparable.compactMap { meeting in
            guard seen.insert([meeting.left, meeting.right]).inserted else { return nil }
            let place = source.rules.first { $0.id == meeting.right }?.place ?? source.place
            return place.problem(
                "rules \(meeting.left) and \(meeting.right) cannot be ordered on \(meeting.fieldClass) for "
                    + "\(meeting.role), \(meeting.purpose): the value is withheld")
        }
    }
}
