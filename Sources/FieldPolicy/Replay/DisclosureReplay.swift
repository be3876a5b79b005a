public import Conversations

/// Past disclosures under a policy that is proposed: who would have seen more, or less.
///
/// A leaf tells classes and treatments, never values, so a class that turned up in none of its messages is not
/// judged, and neither are gates, record scope and contact types.
public struct DisclosureReplay: Equatable, Sendable {
    /// One class of one disclosure that would have been treated otherwise.
    public struct Change: Equatable, Sendable {
        /// Which way.
        public let direction: PolicyDiff.Direction
        /// The class.
        public let fieldClass: FieldClass
        /// What happened.
        public let before: Treatment
        /// What would have happened; named after the role or purpose where there would have been no view.
        public let after: Decision
    }

    /// One disclosure that would have been another.
    public struct Finding: Equatable, Sendable {
        /// The disclosure.
        public let disclosure: PastDisclosure
        /// What would have changed, by class; never empty.
        public let changes: [Change]

        /// Whether something would have been shown that was not.
        public var showsMore: Bool { changes.contains { $0.direction != .narrowed } }
        /// Whether something would not have been shown that was.
        public var showsLess: Bool { changes.contains { $0.direction != .widened } }
    }

    /// How many disclosures were looked at.
    public private(set) var replayedCount = 0
    /// How many could not be: their leaves were not opened.
    public private(set) var closedCount = 0
    /// The disclosures that would have been others, in the order of the log.
    public private(set) var findings: [Finding] = []

    private let policy: CompiledPolicy
    private let inForce: CompiledPolicy?

    /// Begins with no disclosure.
    ///
    /// - Parameters:
    ///   - policy: the policy that is proposed.
    ///   - inForce: the policy under which the disclosures were made, if known: it tells a value that was withheld because
    ///     its treatment did not fit it (the last four digits of a number of six) from one that no rule showed.
    public init(under policy: CompiledPolicy, inForce: CompiledPolicy? = nil) {
        self.policy = policy
        self.inForce = inForce
    }

    /// Alike when what was found is.
    public static func == (left: Self, right: Self) -> Bool {
        left.replayedCount == right.replayedCount && left.closedCount == right.closedCount
            && left.findings == right.findings
    }

    /// Replays one disclosure.
    public mutating func replay(_ disclosure: PastDisclosure) {
        guard let treated = disclosure.treated else {
            closedCount += 1
            return
        }
        replayedCount += 1
        let decide = Self.decisions(of: policy, on: disclosure.question)
        let decided = inForce.map { Self.decisions(of: $0, on: disclosure.question) }
        let changes: [Change] = treated.compactMap { one in
            let after = decide(one.fieldClass)
            guard after.treatment != one.treatment else { return nil }
            // WHY: the same rule asking for the same treatment withholds again what that treatment did not fit.
            if one.treatment == .withhold, let before = decided?(one.fieldClass), before.rule == one.rule,
                before.treatment == after.treatment
            {
                return nil
            }
            return Change(
                direction: one.treatment.direction(to: after.treatment), fieldClass: one.fieldClass,
                before: one.treatment, after: after)
        }
        if !changes.isEmpty { findings.append(Finding(disclosure: disclosure, changes: changes)) }
    }

    private static func decisions(
        of policy: CompiledPolicy, on question: PolicyQuestion
    ) -> (FieldClass) -> Decision {
        do throws(PolicyRefusal) {
            let view = try policy.view(question)
            return { view.decision(for: $0) }
        } catch {
            let refused = Decision(treatment: .withhold, rule: error.rule, because: error.because)
            return { _ in refused }
        }
    }
}
