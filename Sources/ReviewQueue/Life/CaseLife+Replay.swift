public import Conversations

/// A step that was taken, with the moment that counted for it: what the ledger keeps.
public struct TakenStep: Hashable, Sendable {
    /// The step.
    public let step: CaseStep
    /// The moment that the case had seen then.
    public let at: Timestamp

    /// Joins a step and its moment.
    public init(step: CaseStep, at: Timestamp) {
        self.step = step
        self.at = at
    }
}

extension CaseLife {
    /// Rebuilds a case from its steps.
    ///
    /// - Parameters:
    ///   - opened: the case as it was opened.
    ///   - steps: what was taken, in order.
    /// - Throws: ``CaseRefusal`` for steps that this case could not have taken: what was read is not what was written.
    public init(_ opened: ReviewCase, steps: [TakenStep]) throws(CaseRefusal) {
        var life = CaseLife(opened)
        for taken in steps { life = try life.stepped(taken.step, at: taken.at) }
        self = life
    }
}
