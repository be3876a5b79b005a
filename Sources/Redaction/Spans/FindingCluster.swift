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
    let findings: ArraySlice<Finding>

    /// Clusters of findings that are not shown, by start; sorting first makes the order of findings irrelevant.
    ///
    /// Neighbours of one class with at most a space or a sign between are one value, unless the record tells them apart:
    /// two words of a name tell no more than one.
    static func clusters(_ findings: [Finding], in text: [UInt8], _ view: PolicyView) -> [FindingCluster] {
        guard !findings.isEmpty else { return [] }
        let sorted = sorted(findings)
        var clusters: [FindingCluster] = []
        var group = Group(sorted, 0)
        for place in 1...sorted.count {
            if place < sorted.count, group.takes(sorted[place], in: text) {
                group.add(sorted[place])
                continue
            }
            let (fieldClass, decision) = strictest(of: group, view)
            if decision.treatment != .show {
                clusters.append(
                    FindingCluster(
                        range: group.range, fieldClass: fieldClass, decision: decision,
                        known: group.known(of: fieldClass), findings: group.findings))
            }
            if place < sorted.count { group = Group(sorted, place) }
        }
        return clusters
    }

    private static func sorted(_ findings: [Finding]) -> [Finding] {
        let precedes: (Finding, Finding) -> Bool = { one, two in
            let (left, right) = (one.range, two.range)
            if left.lowerBound != right.lowerBound { return left.lowerBound < right.lowerBound }
            if left.upperBound != right.upperBound { return left.upperBound < right.upperBound }
            return one.fieldClass < two.fieldClass
        }
        // WHY: a detector gives them in order.
        let isSorted = findings.indices.dropFirst().allSatisfy { !precedes(findings[$0], findings[$0 - 1]) }
        return isSorted ? findings : findings.sorted(by: precedes)
    }

    private static func strictest(of group: Group, _ view: PolicyView) -> (FieldClass, Decision) {
        if group.isOfOneClass { return (group.first, view.decision(for: group.first)) }
        let decisions = group.classes.map { ($0, view.decision(for: $0)) }
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
    /// Findings that are one value: neighbours in a sorted list of them.
    private struct Group {
        private let sorted: [Finding]
        private var places: Range<Int>
        private(set) var range: Range<Int>
        /// The class of the first one.
        let first: FieldClass
        /// Whether all are of that class.
        private(set) var isOfOneClass = true
        /// Whether the record has none of them.
        private var isUnknown: Bool

        init(_ sorted: [Finding], _ place: Int) {
            self.sorted = sorted
            places = place..<place + 1
            range = sorted[place].range
            first = sorted[place].fieldClass
            isUnknown = sorted[place].known == nil
        }

        var findings: ArraySlice<Finding> { sorted[places] }

        /// Each once, by path.
        var classes: [FieldClass] { Set(findings.map(\.fieldClass)).sorted() }

        /// Takes the finding behind the last one.
        mutating func add(_ finding: Finding) {
            places = places.lowerBound..<places.upperBound + 1
            range = range.lowerBound..<max(range.upperBound, finding.range.upperBound)
            isOfOneClass = isOfOneClass && finding.fieldClass == first
            isUnknown = isUnknown && finding.known == nil
        }

        func takes(_ finding: Finding, in text: [UInt8]) -> Bool {
            if finding.range.lowerBound < range.upperBound { return true }
            guard finding.range.lowerBound - range.upperBound <= 2, isOfOneClass, first == finding.fieldClass
            else { return false }
            let gap = text[range.upperBound..<finding.range.lowerBound]
            guard gap.allSatisfy({ Self.signs.contains($0) }) else { return false }
            guard let known = finding.known else {
                // WHY: in "Hello Daniel, Leo here" the record knows one of two people.
                return isUnknown || gap.allSatisfy { !Self.stops.contains($0) }
            }
            return isUnknown || findings.contains { $0.known == known }
        }

        private static let signs: [UInt8] = [0x20, 0x2D, 0x2E, 0x5F, 0x2C]
        /// Signs that end a name: a full stop and a comma.
        private static let stops: [UInt8] = [0x2E, 0x2C]

        /// The known value that explains most: all of the stretch, else the most findings, else the first in the list.
        ///
        /// WHY: never the most bytes, since the choice must not depend on how long a value is.
        func known(of fieldClass: FieldClass) -> Int? {
            if places.count == 1 { return sorted[places.lowerBound].known }
            var weights: [(known: Int, weight: Int)] = []
            for finding in findings where finding.fieldClass == fieldClass {
                guard let known = finding.known else { continue }
                let weight = finding.range == range ? findings.count : 1
                if let place = weights.firstIndex(where: { $0.known == known }) {
                    weights[place].weight += weight
                } else {
                    weights.append((known, weight))
                }
            }
            return weights.min { ($1.weight, $0.known) < ($0.weight, $1.known) }?.known
        }
    }
}
