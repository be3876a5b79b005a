public import Conversations

/// What happens to one field class, and why.
public struct Decision: Hashable, Sendable {
    /// What happens to values of the class.
    public let treatment: Treatment
    /// The rule that says so; `default` when no rule names the class, which withholds it.
    public let rule: RuleID
    /// The rule's reason in one sentence, for the reader of the answer.
    public let because: String

    /// Joins a treatment with its reason.
    public init(treatment: Treatment, rule: RuleID, because: String) {
        self.treatment = treatment
        self.rule = rule
        self.because = because
    }

    /// The decision where no rule speaks.
    public static let byDefault = Decision(
        treatment: .withhold, rule: "default", because: "no rule shows this class for this role and purpose")
}

/// A compiled policy as one role sees it for one purpose: one row of the decision table.
public struct PolicyView: Hashable, Sendable {
    private let decisions: [FieldClass: Decision]

    /// Takes the row of the table; what is missing is withheld.
    public init(decisions: [FieldClass: Decision]) {
        self.decisions = decisions
    }

    /// What happens to values of a class; a class that the policy does not know is withheld.
    public func decision(for fieldClass: FieldClass) -> Decision {
        decisions[fieldClass] ?? .byDefault
    }

    /// The classes of the policy's tree, by path.
    public var fieldClasses: [FieldClass] { decisions.keys.sorted() }
}
