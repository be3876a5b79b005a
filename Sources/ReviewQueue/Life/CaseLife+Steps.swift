public import Conversations

extension CaseLife {
    /// The most steps of one case, so that nothing grows without end.
    public static let stepsMax = 2_000
    /// The most held requests of one case; further ones wait for the next.
    public static let requestsMax = 32
    /// The fewest characters of a reviewer's own words.
    public static let wordsMin = 15

    /// The case with a moment that the log has seen; it only ever moves forward.
    public func seen(_ moment: Timestamp) -> CaseLife {
        var next = self
        next.seenAt = max(seenAt, moment)
        return next
    }

    /// The case after a step.
    ///
    /// - Parameters:
    ///   - step: what happens.
    ///   - now: the present moment; when it lies before what the case has seen, that counts instead.
    ///   - isStopped: whether an operator stopped the queue, so that nobody decides.
    /// - Returns: the case as it stands then.
    /// - Throws: ``CaseRefusal``; the case stays as it is.
    public func stepped(
        _ step: CaseStep, at now: Timestamp, isStopped: Bool = false
    ) throws(CaseRefusal) -> CaseLife {
        guard stepCount < Self.stepsMax else { throw .tooManySteps }
        var next = seen(now)
        next.stepCount += 1
        switch step {
        case .ask(let request): try next.ask(request)
        case .claim(let by, let lease, let minutes):
            guard !isStopped else { throw .stopped }
            try next.claim(by, lease, minutes: minutes)
        case .giveBack(let by, let lease):
            _ = try next.held(by, lease)
            next.endLease()
        case .look(let by, let lease, let sight): try next.look(by, lease, sight)
        case .widen(let by, let lease, let record):
            _ = try next.held(by, lease)
            if !next.widened.contains(record) { next.widened.append(record) }
        case .decide(let by, let lease, let decision):
            guard !isStopped else { throw .stopped }
            try next.decide(by, lease, decision)
        case .confirm(let by, let lease, let agrees, let wordsCount):
            guard !isStopped else { throw .stopped }
            try next.confirm(by, lease, agrees: agrees, wordsCount: wordsCount)
        case .accept(let by):
            guard isOpen else { throw .closed }
            guard by.actor == nil else { throw .notReviewer }
            next.acceptedBy = by
        case .contest(let by, let token): try next.contest(by, token)
        case .expire:
            guard let lease, next.seenAt >= lease.until else { throw .notDue }
            next.endLease()
        case .escalate: try next.escalate()
        case .supersede(let token):
            guard isOpen else { throw .closed }
            next.stage = .superseded(by: token, at: next.seenAt)
            next.endLease()
        }
        return next
    }

    /// Whether the case still waits for a decision, or for somebody to agree with one.
    public var isOpen: Bool {
        switch stage {
        case .waiting, .proposed: true
        case .final, .superseded: false
        }
    }

    /// The lease that holds at a moment; time counts from the latest moment seen, whatever a clock says.
    public func lease(at now: Timestamp) -> CaseLease? {
        guard isOpen, let lease, max(now, seenAt) < lease.until else { return nil }
        return lease
    }

    // MARK: - The steps

    private mutating func ask(_ request: HeldRequest) throws(CaseRefusal) {
        guard isOpen else { throw .closed }
        if let known = requests.firstIndex(where: { $0.isAlike(request) }) {
            let askers = Set(requests[known].askers + request.askers).sorted()
            requests[known].askers = askers
        } else {
            guard requests.count < Self.requestsMax else { throw .tooManySteps }
            requests.append(request)
        }
    }

    private mutating func claim(
        _ by: CaseReviewer, _ token: CaseLeaseToken, minutes: Int
    ) throws(CaseRefusal) {
        guard isOpen else { throw .closed }
        // WHY its holder may: a lease whose answer was lost is replaced, and what was looked at under it is forgotten.
        // Half of the steps are for what decides: somebody who only claims does not use them up.
        if let held = lease(at: seenAt) {
            guard held.by.party.isSamePerson(as: by.party), stepCount < Self.stepsMax / 2 else {
                throw .leased
            }
        }
        guard (1...240).contains(minutes) else { throw .minutesOutOfRange }
        try demandEligible(by)
        endLease()
        wasTaken = true
        lease = CaseLease(
            token: token, by: by, from: seenAt,
            until: seenAt.adding(milliseconds: Int64(minutes) * 60_000))
    }

    private mutating func look(
        _ by: CaseReviewer, _ token: CaseLeaseToken, _ sight: CaseSight
    ) throws(CaseRefusal) {
        _ = try held(by, token)
        guard requests.indices.contains(sight.request) else { throw .notSeen }
        sights.removeAll { $0.request == sight.request }
        sights.append(sight)
    }

    private mutating func contest(_ by: AccessParty, _ token: ReviewCaseToken) throws(CaseRefusal) {
        guard case .final = stage, contestedIn == nil, by.actor == nil else { throw .notContestable }
        contestedIn = token
    }

    private mutating func escalate() throws(CaseRefusal) {
        guard isOpen else { throw .closed }
        guard !isEscalated, isBreached(at: seenAt) else { throw .notDue }
        isEscalated = true
        // WHY: only seniors decide from here on; whoever had it before has it no longer.
        endLease()
    }

    mutating func endLease() {
        lease = nil
        sights = []
        widened = []
    }

    /// The lease that a step shows; exactly one holds, and only its own holder steps under it.
    func held(_ by: CaseReviewer, _ token: CaseLeaseToken) throws(CaseRefusal) -> CaseLease {
        guard isOpen else { throw .closed }
        guard let lease = lease(at: seenAt), lease.token == token, lease.by.party == by.party else {
            throw .staleLease
        }
        return lease
    }
}
