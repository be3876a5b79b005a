import Conversations
import Detection
import FieldPolicy

/// Findings that overlap, treated as one: the union of their ranges, the most restrictive treatment of their classes.
struct FindingCluster {
    let range: Range<Int>
    /// The class whose treatment the cluster has.
    let fieldClass: FieldClass
    let decision: Decision

    /// Clusters of findings that are not shown, by start; sorting first makes the order of findings irrelevant.
    ///
    /// Neighbours of one class with at most a space or a sign between are one value: two words of a name tell no more
    /// than one.
    static func clusters(_ findings: [Finding], in text: [UInt8], _ view: PolicyView) -> [FindingCluster] {
        let sorted = findings.sorted {
            ($0.range.lowerBound, $0.range.upperBound, $0.fieldClass) < (
                $1.range.lowerBound, $1.range.upperBound, $1.fieldClass
            )
        }
        var groups: [(range: Range<Int>, classes: Set<FieldClass>)] = []
        for finding in sorted {
            if let last = groups.last, belongs(finding, to: last, in: text) {
                groups[groups.count - 1] = (
                    last.range.lowerBound..<max(last.range.upperBound, finding.range.upperBound),
                    last.classes.union([finding.fieldClass])
                )
            } else {
                groups.append((finding.range, [finding.fieldClass]))
            }
        }
        return groups.compactMap { group in
            let (fieldClass, decision) = strictest(of: group.classes.sorted(), view)
            guard decision.treatment != .show else { return nil }
            return FindingCluster(range: group.range, fieldClass: fieldClass, decision: decision)
        }
    }

    private static func belongs(
        _ finding: Finding, to group: (range: Range<Int>, classes: Set<FieldClass>), in text: [UInt8]
    ) -> Bool {
        if finding.range.lowerBound < group.range.upperBound { return true }
        let gap = text[group.range.upperBound..<finding.range.lowerBound]
        let isOwnKind = group.classes == [finding.fieldClass]
        return isOwnKind && gap.count <= 2
            && gap.allSatisfy { $0 == 0x20 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x2C }
    }

    private static func strictest(of classes: [FieldClass], _ view: PolicyView) -> (FieldClass, Decision) {
        let decisions = classes.map { ($0, view.decision(for: $0)) }
        let joined = decisions.dropFirst().reduce(decisions[0].1.treatment) {
            $0.joined(with: $1.1.treatment).treatment
        }
        if let own = decisions.first(where: { $0.1.treatment == joined }) { return own }
        // WHY: treatments that cannot be ordered join to withhold, and no single rule says so.
        let first = decisions.first { $0.1.treatment != .show } ?? decisions[0]
        return (first.0, Decision(treatment: .withhold, rule: first.1.rule, because: first.1.because))
    }
}
