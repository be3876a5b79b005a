public import Conversations

/// What happens to one field class, and why.
public struct Decision: Hashable, Sendable {
    /// What happens to values of the class.
    public let treatment: Treatment
    /// The rule that says so; `default` when no rule names the class, which withholds it, `ceiling` when the
    /// class's own bound does, `incomparable` when two rules cannot be ordered.
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
    private let indices: [FieldClass: Int]
    private let decisions: [Decision]

    /// Takes the row of the table; what is missing is withheld.
    public init(decisions: [FieldClass: Decision]) {
        var indices: [FieldClass: Int] = [:]
        var row: [Decision] = []
        for fieldClass in decisions.keys.sorted() {
            indices[fieldClass] = row.count
            row.append(decisions[fieldClass] ?? .byDefault)
        }
        self.init(indices: indices, decisions: row)
    }

    /// Takes a row whose classes are numbered in the order of their paths.
    init(indices: [FieldClass: Int], decisions: [Decision]) {
        self.indices = indices
        self.decisions = decisions
    }

    /// What happens to values of a class; a class that the policy does not know is withheld.
    public func decision(for fieldClass: FieldClass) -> Decision {
        indices[fieldClass].map { decisions[$0] } ?? .byDefault
    }

    /// The classes of the policy's tree, by path.
    public var fieldClasses: [FieldClass] { indices.keys.sorted() }
}
