public import Conversations

extension Briefing {
    /// The case that a request would open by being held: what the gate makes of it, and nothing is answered.
    ///
    /// - Parameter input: the request with everything that was read for it; it names a conversation.
    /// - Returns: `nil` for a request that is not held, or that joins a case.
    /// - Throws: ``BriefingFailure`` when nobody can tell.
    public func heldCase(_ input: BriefingInput) throws(BriefingFailure) -> ReviewCase? {
        let outcome = try decide(input)
        guard outcome.outcome == .hold else { return nil }
        for case .openCase(let opened) in outcome.changes
        where opened.conversation == input.request.conversation {
            return opened
        }
        return nil
    }
}
