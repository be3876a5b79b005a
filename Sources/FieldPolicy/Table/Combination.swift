import Conversations

/// What several rules say about one cell, joined as the policy's semantics demand.
///
/// The more restrictive wins within one kind of treatment; kinds that cannot be ordered join to `withhold`.
/// The result does not depend on the order of the rules: the decision is named after the first rule, by id,
/// that says what holds.
struct Combination {
    /// One rule's word on the cell.
    struct Voice {
        let rule: RuleID
        let treatment: Treatment
        let because: String
    }

    /// What holds.
    let decision: Decision
    /// Which of the voices the decision is named after, `nil` when it is none of them.
    let decider: Int?
    /// Two rules that cannot be ordered, when that is why the value is withheld.
    let incomparable: (RuleID, RuleID)?

    private typealias Joined = (decision: Decision, decider: Int?, incomparable: (RuleID, RuleID)?)

    /// Joins the voices, which come in the order of their ids, under a ceiling.
    init(_ voices: [Voice], ceiling: ClassRule?) {
        let joined = Self.join(voices)
        guard let ceiling, let bound = ceiling.ceiling,
            !joined.decision.treatment.showsNoMore(than: bound) || (voices.isEmpty && bound == .withhold)
        else {
            (decision, decider, incomparable) = joined
            return
        }
        decision = Decision(
            treatment: joined.decision.treatment.joined(with: bound).treatment, rule: "ceiling",
            because: ceiling.because)
        decider = nil
        incomparable = joined.incomparable
    }

    private static func join(_ voices: [Voice]) -> Joined {
        guard let first = voices.first else { return (.byDefault, nil, nil) }
        let treatment = voices.dropFirst().reduce(first.treatment) { $0.joined(with: $1.treatment).treatment }
        if let decider = voices.firstIndex(where: { $0.treatment == treatment }) {
            let voice = voices[decider]
            return (
                Decision(treatment: treatment, rule: voice.rule, because: voice.because), decider, nil
            )
        }
        let other = voices.first { $0.treatment.joined(with: first.treatment).isIncomparable } ?? first
        let decision = Self.incomparable(first.rule, other.rule)
        return (decision, nil, (first.rule, other.rule))
    }

    /// The decision where two sayings cannot be ordered.
    static func incomparable(_ left: RuleID, _ right: RuleID) -> Decision {
        Decision(
            treatment: .withhold, rule: "incomparable",
            because: "rules \(left) and \(right) treat the class in ways that cannot be ordered")
    }

    /// The more restrictive of two roles' decisions, for a machine that acts on somebody's behalf.
    static func stricter(_ subject: Decision, _ actor: Decision) -> Decision {
        let join = subject.treatment.joined(with: actor.treatment)
        if join.treatment == subject.treatment { return subject }
        if join.treatment == actor.treatment { return actor }
        return incomparable(subject.rule, actor.rule)
    }
}

extension ElevationRule {
    /// The decision on a class that break-glass does not name.
    var silence: Decision {
        Decision(
            treatment: .withhold, rule: id,
            because: "breaking glass shows only what it names")
    }
}
