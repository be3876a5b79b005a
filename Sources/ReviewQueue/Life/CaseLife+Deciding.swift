public import Conversations

/// Why a second person has to agree with a decision.
public enum SecondEyes: String, Hashable, Sendable, CaseIterable {
    /// The case is of severity 4.
    case severity
    /// A decisive rule would be dismissed.
    case decisive
    /// A legal case would reach another organisation.
    case legalOutside = "legal_outside"
}

extension CaseLife {
    /// The category whose cases reach another organisation only with four eyes.
    public static let legal: FlagCategory = "legal"

    /// Why a decision needs a second person, `nil` when one may take it.
    ///
    /// - Parameters:
    ///   - verdict: what would be decided.
    ///   - sight: what was looked at.
    /// - Returns: the gravest reason.
    public func secondEyes(for verdict: CaseVerdict, _ sight: CaseSight) -> SecondEyes? {
        let concerns = opened.concerns + sight.concerns
        let isLegal = concerns.contains { $0.category == Self.legal }
        let isSevere = concerns.contains { $0.severity >= 4 }
        switch verdict {
        case .release, .releaseEdited, .releaseCrisis:
            if isLegal, requests[sight.request].isExternal { return .legalOutside }
            return isSevere && verdict != .releaseCrisis ? .severity : nil
        case .withhold: return isSevere ? .severity : nil
        case .dismiss:
            if isSevere { return .severity }
            if opened.start.isDecisive { return .decisive }
            // WHY: a dismissal lets every held request go, those of other organisations too.
            return isLegal && requests.contains(where: \.isExternal) ? .legalOutside : nil
        }
    }

    mutating func decide(
        _ by: CaseReviewer, _ token: CaseLeaseToken, _ decision: CaseDecision
    ) throws(CaseRefusal) {
        let lease = try held(by, token)
        try demandEligible(by)
        guard case .waiting = stage else { throw .notProposed }
        guard decision.wordsCount >= Self.wordsMin else { throw .reasonTooShort }
        guard let sight = sights.first(where: { $0.view == decision.view }) else { throw .notSeen }
        try demandFit(decision.verdict, sight)
        let outcome = CaseOutcome(
            decision: decision, sight: sight, by: by.party, confirmedBy: nil, at: seenAt,
            afterMilliseconds: seenAt.milliseconds - lease.from.milliseconds, widenedCount: widened.count)
        stage = secondEyes(for: decision.verdict, sight) == nil ? .final(outcome) : .proposed(outcome)
        endLease()
    }

    private func demandFit(_ verdict: CaseVerdict, _ sight: CaseSight) throws(CaseRefusal) {
        switch verdict {
        case .release, .withhold, .dismiss: return
        case .releaseEdited(let lines):
            guard !lines.isEmpty, Set(lines).isSubset(of: sight.lines) else { throw .linesNotOffered }
        case .releaseCrisis:
            guard (opened.concerns + sight.concerns).contains(where: { $0.severity >= 4 }) else {
                throw .noCrisis
            }
        }
    }

    mutating func confirm(
        _ by: CaseReviewer, _ token: CaseLeaseToken, agrees: Bool, wordsCount: Int
    ) throws(CaseRefusal) {
        _ = try held(by, token)
        try demandEligible(by)
        guard case .proposed(var proposal) = stage else { throw .notProposed }
        guard wordsCount >= Self.wordsMin else { throw .reasonTooShort }
        // WHY the same view: whoever agrees has looked at what the first one looked at, not at an older or newer one.
        guard sights.contains(where: { $0.view == proposal.decision.view }) else { throw .notSeen }
        if agrees {
            proposal.confirmedBy = by.party
            stage = .final(proposal)
        } else {
            stage = .waiting
            isEscalated = true
            excluded = Set(excluded + [proposal.by.subject]).sorted()
        }
        endLease()
    }
}
