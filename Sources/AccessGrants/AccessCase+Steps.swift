public import Conversations

extension AccessCase {
    /// How far the clock may lie behind what the case has seen before a grant stops holding, in milliseconds.
    ///
    /// WHY not nought: between a reading of the clock and the ledger's transaction other leaves are stamped.
    public static let clockToleranceMilliseconds: Int64 = 10_000

    /// The case with a moment that the log has seen; it only ever moves forward.
    public func seen(_ moment: Timestamp) -> AccessCase {
        var next = self
        next.seenAt = max(seenAt, moment)
        return next
    }

    /// The grant that holds at a moment, `nil` when none does.
    ///
    /// INVARIANT: a clock that goes back never makes a grant last longer: time counts from the latest moment seen, and
    /// a clock far behind that ends the grant.
    public func grant(at now: Timestamp) -> AccessGrant? {
        guard case .granted(let grant) = state, !isClockSetBack(at: now), max(now, seenAt) < grant.until
        else {
            return nil
        }
        return grant
    }

    /// Whether a moment lies so far before what the case has seen that no grant can be trusted.
    public func isClockSetBack(at now: Timestamp) -> Bool {
        now < seenAt.adding(milliseconds: -Self.clockToleranceMilliseconds)
    }

    /// Whether somebody may decide on the case, or review it: a person of an approving role who did not ask.
    public func mayBeDecided(by party: AccessParty) -> Bool {
        party.actor == nil && deciders.contains(party.role) && !isOwn(party)
    }

    /// The roles that may decide now: delegates join once the target was missed.
    private var deciders: [RoleID] { isEscalated ? approvers + delegates : approvers }

    /// The case after a step.
    ///
    /// - Parameters:
    ///   - step: what happens.
    ///   - now: the present moment; when it lies before what the case has seen, that counts instead.
    /// - Returns: the case as it stands then.
    /// - Throws: ``AccessRefusal``; the case stays as it is.
    public func stepped(_ step: AccessStep, at now: Timestamp) throws(AccessRefusal) -> AccessCase {
        var next = seen(now)
        switch step {
        case .approve(let by, let minutes):
            next.state = try approved(by: by, minutes: minutes, at: next.seenAt)
        case .refuse(let by):
            try demandDecision(by: by, at: next.seenAt)
            next.state = .refused(by: by, at: next.seenAt)
        case .use(let use): next.state = try used(use, at: now)
        case .revoke(let by): next.state = try revoked(by: by, at: next.seenAt)
        case .expire: next.state = try expired(at: now)
        case .lapse:
            guard state == .pending else { throw .notPending }
            guard next.seenAt >= dueAt else { throw .notDue }
            next.state = .unanswered(at: next.seenAt)
        case .escalate:
            guard state == .pending else { throw .notPending }
            guard next.seenAt >= targetAt, !isEscalated else { throw .notDue }
            next.isEscalated = true
        case .review(let by, let isJustified):
            next.state = try reviewed(by: by, isJustified: isJustified, at: next.seenAt)
        }
        return next
    }

    // MARK: - The steps

    private func isOwn(_ party: AccessParty) -> Bool {
        party.subject == requester.subject || party.subject == requester.actor
    }

    private func demandApprover(_ party: AccessParty) throws(AccessRefusal) {
        guard !isOwn(party) else { throw .ownRequest }
        guard party.actor == nil, deciders.contains(party.role) else { throw .notApprover }
    }

    private func demandDecision(by party: AccessParty, at now: Timestamp) throws(AccessRefusal) {
        try demandApprover(party)
        guard state == .pending else { throw .notPending }
        guard now < dueAt else { throw .lapsed }
    }

    private func approved(
        by party: AccessParty, minutes: Int, at now: Timestamp
    ) throws(AccessRefusal) -> AccessState {
        try demandDecision(by: party, at: now)
        guard (1...self.minutes).contains(minutes) else { throw .minutesOutOfRange }
        return .granted(
            AccessGrant(
                approvedBy: party, from: now, until: now.adding(milliseconds: Int64(minutes) * 60_000)))
    }

    private func used(_ use: AccessUse, at now: Timestamp) throws(AccessRefusal) -> AccessState {
        guard case .granted(let held) = state else { throw .notGranted }
        guard !isClockSetBack(at: now) else { throw .clockSetBack }
        guard let grant = grant(at: now) else { throw .expired }
        guard use.tenant == tenant, use.customer == customer, use.conversation == conversation,
            use.purpose == purpose
        else { throw .notBound }
        switch kind {
        case .contact:
            // WHY: a handle is for acting on a value without seeing it, so whoever was given it never resolves it.
            guard !isOwn(use.by) else { throw .notBound }
            guard held.uses == 0 else { throw .usedUp }
        case .elevation, .purpose, .breakGlass:
            guard use.by == requester else { throw .notBound }
        }
        return .granted(
            AccessGrant(
                approvedBy: grant.approvedBy, from: grant.from, until: grant.until, uses: grant.uses + 1))
    }

    private func revoked(by party: AccessParty, at now: Timestamp) throws(AccessRefusal) -> AccessState {
        guard case .granted(let grant) = state else { throw .notGranted }
        if !isOwn(party) { try demandApprover(party) }
        return .ended(grant, .revoked, at: now, review: nil)
    }

    private func expired(at now: Timestamp) throws(AccessRefusal) -> AccessState {
        guard case .granted(let grant) = state else { throw .notGranted }
        if isClockSetBack(at: now) { return .ended(grant, .clockSetBack, at: seenAt, review: nil) }
        let moment = max(now, seenAt)
        guard moment >= grant.until else { throw .notDue }
        return .ended(grant, .expired, at: moment, review: nil)
    }

    private func reviewed(
        by party: AccessParty, isJustified: Bool, at now: Timestamp
    ) throws(AccessRefusal) -> AccessState {
        guard kind == .breakGlass, case .ended(let grant, let how, let at, review: nil) = state else {
            throw .notReviewable
        }
        try demandApprover(party)
        return .ended(
            grant, how, at: at, review: AccessReview(by: party, at: now, isJustified: isJustified))
    }
}
