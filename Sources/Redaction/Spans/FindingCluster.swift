import Conversations
import Detection
import FieldPolicy

/// Findings that overlap, treated as one: the union of their ranges, the most restrictive treatment of their classes.
struct FindingCluster {
    let range: Range<Int>
    /// The class whose treatment the cluster has.
    let fieldClass: FieldClass
    let decision: Decision
    /// The known value that stands here, by its place in the list of them; `nil` when none of that class does.
    let known: Int?
    /// What was found there, by place.
    let findings: [Finding]

    /// Clusters of findings that are not shown, by start; sorting first makes the order of findings irrelevant.
    ///
    /// Neighbours of one class with at most a space or a sign between are one value, unless the record tells them apart:
    /// two words of a name tell no more than one.
    static func clusters(_ findings: [Finding], in text: [UInt8], _ view: PolicyView) -> [FindingCluster] {
        guard !findings.isEmpty else { return [] }
        let sorted = findings.sorted { one, two in
            let (left, right) = (one.range, two.range)
            if left.lowerBound != right.lowerBound { return left.lowerBound < right.lowerBound }
            if left.upperBound != right.upperBound { return left.upperBound < right.upperBound }
            return one.fieldClass < two.fieldClass
        }
        var groups: [Group] = []
        for finding in sorted {
            if let last = groups.last, last.takes(finding, in: text) {
                groups[groups.count - 1].add(finding)
            } else {
                groups.append(Group(finding))
            }
        }
        return groups.compactMap { group in
            let (fieldClass, decision) = strictest(of: group.classes, view)
            guard decision.treatment != .show else { return nil }
            return FindingCluster(
                range: group.range, fieldClass: fieldClass, decision: decision,
                known: group.known(of: fieldClass), findings: group.findings)
        }
    }

    private static func strictest(of classes: [FieldClass], _ view: PolicyView) -> (FieldClass, Decision) {
        if let only = classes.first, classes.count == 1 { return (only, view.decision(for: only)) }
        let decisions = classes.sorted().map { ($0, view.decision(for: $0)) }
        let joined = decisions.dropFirst().reduce(decisions[0].1.treatment) {
            $0.joined(with: $1.1.treatment).treatment
        }
        if let own = decisions.first(where: { $0.1.treatment == joined }) { return own }
        // WHY: treatments that cannot be ordered join to withhold, and no single rule says so.
        let first = decisions.first { $0.1.treatment != .show } ?? decisions[0]
        return (first.0, Decision(treatment: .withhold, rule: first.1.rule, because: first.1.because))
    }
}

extension FindingCluster {
    /// Findings that are one value.
    private struct Group {
        private(set) var range: Range<Int>
        /// Each once, in no order that says anything.
        private(set) var classes: [FieldClass]
        private(set) var findings: [Finding]

        init(_ finding: Finding) {
            range = finding.range
            classes = [finding.fieldClass]
            findings = [finding]
        }

        mutating func add(_ finding: Finding) {
            range = range.lowerBound..<max(range.upperBound, finding.range.upperBound)
            if !classes.contains(finding.fieldClass) { classes.append(finding.fieldClass) }
            findings.append(finding)
        }

        func takes(_ finding: Finding, in text: [UInt8]) -> Bool {
            if finding.range.lowerBound < range.upperBound { return true }
            let gap = text[range.upperBound..<finding.range.lowerBound]
            guard classes == [finding.fieldClass], gap.count <= 2,
                gap.allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x2C })
            else { return false }
            let own = findings.compactMap(\.known)
            return finding.known.map { own.isEmpty || own.contains($0) } ?? true
        }

        /// The known value that explains most: all of the stretch, else the most findings, else the first in the list.
        ///
        /// WHY: never the most bytes, since the choice must not depend on how long a value is.
        func known(of fieldClass: FieldClass) -> Int? {
            if findings.count == 1 { return findings[0].known }
            var weights: [Int: Int] = [:]
            for finding in findings where finding.fieldClass == fieldClass {
                guard let known = finding.known else { continue }
                weights[known, default: 0] += finding.range == range ? findings.count : 1
            }
            return weights.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
        }
    }
}
