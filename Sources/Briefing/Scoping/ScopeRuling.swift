import Conversations

/// Whether a request may go on, and what it may draw on then.
public enum ScopeRuling: Sendable {
    /// It may, with the history that the caller reaches.
    case reached(ReachedRequest)
    /// It may not; the refusal is recorded.
    case refused(Problem)
}

/// A request whose caller may ask it, with only the records that count.
public struct ReachedRequest: Sendable {
    /// The request; its timeline holds nothing that the caller does not reach.
    public let input: BriefingInput
    /// The conversations that it is about.
    let scope: RequestScope
}

extension Briefing {
    /// Rules on scope, fences, assignment, purpose and the bounds on customers and purposes, in that order.
    ///
    /// For every door that shows or checks something of a customer; what it refuses as `customer_not_found` is, to its
    /// caller, a customer that does not exist.
    ///
    /// - Parameter input: everything that was read.
    /// - Returns: what the request may draw on, or the refusal to record and answer with.
    /// - Throws: ``BriefingFailure`` when a source that could have allowed the request was not read.
    public func ruling(on input: BriefingInput) throws(BriefingFailure) -> ScopeRuling {
        let scoping = Scoping(rulebook: rulebook, input: input)
        // WHY first: at the bound, somebody unknown and somebody not yet asked about are one answer too.
        if let problem = scoping.dailyBound { return .refused(problem) }
        guard let reached = try scoping.reached() else { return .refused(Problem(.customerNotFound)) }
        guard let scope = RequestScope(request: input.request, timeline: reached.timeline) else {
            try input.timeline.demandEverySource()
            return .refused(Problem(.customerNotFound))
        }
        let workedOn = scoping.workedOn(scope)
        if workedOn.isEmpty, scoping.scope.needsAssignment {
            try input.timeline.demandEverySource()
            return .refused(scoping.notAssigned)
        }
        let types = workedOn.isEmpty ? scope.contactTypes : workedOn.map(\.contactType)
        if let problem = admission(input.caller, input.request.purpose, contactTypes: types) {
            try input.timeline.demandEverySource()
            return .refused(problem)
        }
        if let problem = scoping.otherPurpose { return .refused(problem) }
        return .reached(ReachedRequest(input: reached, scope: scope))
    }
}

extension Timeline {
    /// Fails when a source could not be read: a conversation that would have allowed the request may stand there.
    func demandEverySource() throws(BriefingFailure) {
        let isUnread = coverage.contains {
            if case .unavailable = $0.state { true } else { false }
        }
        guard !isUnread else {
            throw BriefingFailure(
                problem: Problem(
                    .unavailable, detail: "a source could not be read, so nothing can be ruled out"))
        }
    }
}
