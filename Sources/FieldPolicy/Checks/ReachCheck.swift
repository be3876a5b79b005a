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
        unusedClasses + unusedPurposes + meetings
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
