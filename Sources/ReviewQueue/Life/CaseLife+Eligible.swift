public import Conversations

extension CaseLife {
    /// Why somebody may not decide this case, `nil` when they may.
    ///
    /// INVARIANT: never a machine, anybody outside, anybody who asked, anybody whom the sources name in the conversation.
    public func unfitness(of reviewer: CaseReviewer) -> CaseRefusal? {
        do throws(CaseRefusal) {
            try demandEligible(reviewer)
            return nil
        } catch { return error }
    }

    func demandEligible(_ reviewer: CaseReviewer) throws(CaseRefusal) {
        let party = reviewer.party
        guard !reviewer.isOutside else { throw .outside }
        guard party.actor == nil, reviewer.isReviewer || reviewer.isSenior else { throw .notReviewer }
        guard !isRequester(party) else { throw .ownRequest }
        guard !reviewer.isInvolved else { throw .involved }
        guard !excluded.contains(party.subject) else { throw .notNew }
        guard !isEscalated || reviewer.isSenior else { throw .seniorOnly }
        if case .proposed(let proposal) = stage, proposal.by.subject == party.subject { throw .notNew }
        if let assignee = opened.start.assignee, assignee != party.subject,
            seenAt < opened.start.acknowledgeBy, case .waiting = stage
        {
            throw .notAssigned
        }
    }

    /// Whether somebody asked for what waits here and was told so.
    public func wasAsked(by subject: PrincipalID) -> Bool {
        requests.contains { $0.askers.contains(subject) }
    }

    private func isRequester(_ party: AccessParty) -> Bool {
        requests.contains { request in
            request.askers.contains(party.subject) || request.requester.subject == party.subject
                || request.requester.actor == party.subject
        } || acceptedBy?.subject == party.subject
    }
}
