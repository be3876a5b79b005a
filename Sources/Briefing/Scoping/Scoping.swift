import Conversations
import FieldPolicy

/// The single questions of record scope, each as a pure function of one request.
struct Scoping {
    let rulebook: Rulebook
    let input: BriefingInput
    let scope: CallerScope

    init(rulebook: Rulebook, input: BriefingInput) {
        self.rulebook = rulebook
        self.input = input
        scope = CallerScope(rulebook: rulebook, caller: input.caller, purpose: input.request.purpose)
    }

    /// The request with only the records that count; `nil` when for this caller there is no such customer: unknown,
    /// behind a fence, or without any conversation within reach.
    ///
    /// - Throws: ``BriefingFailure`` when nobody can tell, because a source was not read.
    func reached() throws(BriefingFailure) -> BriefingInput? {
        guard input.customer != nil, !scope.isFenced(input.timeline.persons) else { return nil }
        try demandFences()
        let reach = scope.reach(staff: input.callerStaff, at: input.now)
        let drawn = input.within(reach)
        if reach.isSelective, drawn.timeline.conversations.isEmpty {
            try input.timeline.demandEverySource()
            return nil
        }
        return drawn
    }

    /// Fails when the rows that would carry the marker of a fence were not read, unless the caller passes every fence.
    private func demandFences() throws(BriefingFailure) {
        guard scope.isKeptOut else { return }
        guard input.timeline.coverage.allSatisfy({ !$0.canFence || $0.arePersonsComplete }) else {
            throw BriefingFailure(
                problem: Problem(
                    .unavailable,
                    detail: "a source that marks fenced records was not read, so nobody can be ruled out"))
        }
    }

    /// The conversations that carry the purpose: open, asked for, and assigned to the caller or the caller's team.
    func workedOn(_ request: RequestScope) -> [Conversation] {
        guard scope.needsAssignment else { return [] }
        let standing = Standing(input)
        return request.gated.filter { $0.isOpen && standing.isAssigned($0) }
    }

    /// The refusal where no open conversation is the caller's.
    var notAssigned: Problem {
        Problem(
            .purposeNotAllowed,
            detail: "the sources name no open conversation that is assigned to you or your team",
            rule: "scope:assigned", requestAccess: rulebook.answers.texts.purposeAsk)
    }

    /// The refusal of one customer more than the caller may be answered about in 24 hours.
    var dailyBound: Problem? {
        let past = input.past
        if let most = scope.customersTogetherMax, let together = past.together, !together.isAmongThem,
            together.customersInADay >= most
        {
            return Problem(
                .purposeNotAllowed,
                detail:
                    "at most \(most) distinct customers in 24 hours for all of your organisation together, and "
                    + "that many were asked about",
                rule: "scope:customers_per_day_together", requestAccess: rulebook.answers.texts.purposeAsk)
        }
        guard !past.isAmongThem, past.customersInADay >= scope.customersMax else { return nil }
        return Problem(
            .purposeNotAllowed,
            detail:
                "at most \(scope.customersMax) distinct customers in 24 hours, and that many were asked about",
            rule: "scope:customers_per_day", requestAccess: rulebook.answers.texts.purposeAsk)
    }

    /// The refusal of a second purpose within the window of the first; an access grant for the purpose lifts it.
    var otherPurpose: Problem? {
        guard !input.hasAccessGrant else { return nil }
        let excluding = scope.excludedAfterMinutes
        let live = input.past.shown.filter { purpose, at in
            excluding[purpose].map { at.adding(milliseconds: Int64($0) * 60_000) > input.now } ?? false
        }
        guard let first = live.keys.min() else { return nil }
        return Problem(
            .purposeNotAllowed,
            detail: "you were answered about this customer for \(first), which excludes another purpose for "
                + "\(excluding[first] ?? 0) minutes",
            rule: "scope:one_purpose", requestAccess: rulebook.answers.texts.purposeAsk)
    }

    /// What the ledger counts of an outcome; a refusal shows nothing of anybody.
    func counted(_ outcome: Outcome) -> [LedgerChange] {
        guard outcome != .refusal, let customer = input.customer else { return [] }
        return [
            .answered(
                AnsweredCustomer(
                    caller: AnsweredCaller(input.caller), customer: customer.id,
                    purpose: outcome == .view ? input.request.purpose : nil,
                    customersMax: scope.customersMax, customersTogetherMax: scope.customersTogetherMax,
                    excludedAfterMinutes: input.hasAccessGrant ? [:] : scope.excludedAfterMinutes))
        ]
    }
}
