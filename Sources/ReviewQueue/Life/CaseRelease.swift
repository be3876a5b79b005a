public import Conversations

/// A recorded human decision that lets one view be given, up to its watermark.
public struct CaseRelease: Hashable, Sendable {
    /// The case it came from.
    public let token: ReviewCaseToken
    /// The only view it is for.
    public let view: ViewKey
    /// How far it goes; `nil` for a conversation in which nothing was said.
    public let watermark: Watermark?
    /// The lines that were chosen, `nil` for the view as it is.
    public let lines: [LineReference]?
    /// Whether only the newest lines may be given, so that somebody can act at once.
    public let isCrisis: Bool
    /// What was known when it was decided.
    public let concerns: [CaseConcern]
    /// Who decided.
    public let decidedBy: PrincipalID

    /// Whether a person chose what is shown, and saw nothing else.
    public var isChosen: Bool { lines != nil || isCrisis }
}

/// A recorded human decision that the flags of a conversation were wrong, up to its watermark.
public struct CaseDismissal: Hashable, Sendable {
    /// The case it came from.
    public let token: ReviewCaseToken
    /// The content and the rules that it holds for.
    public let content: ViewKey
    /// How far it goes.
    public let watermark: Watermark?
    /// Who decided.
    public let decidedBy: PrincipalID
}

extension CaseLife {
    /// The decision in force, `nil` while there is none and when it is disputed.
    public var outcome: CaseOutcome? {
        guard case .final(let outcome) = stage, contestedIn == nil else { return nil }
        return outcome
    }

    /// The release in force; a test releases nothing.
    public var release: CaseRelease? {
        guard let outcome, opened.test == nil else { return nil }
        let lines: [LineReference]?
        switch outcome.decision.verdict {
        case .release, .releaseCrisis: lines = nil
        case .releaseEdited(let chosen): lines = chosen
        case .withhold, .dismiss: return nil
        }
        return CaseRelease(
            token: opened.token, view: outcome.decision.view, watermark: outcome.sight.watermark,
            lines: lines,
            isCrisis: outcome.decision.verdict == .releaseCrisis,
            concerns: CaseIntake.merged(opened.concerns + outcome.sight.concerns),
            decidedBy: outcome.by.subject)
    }

    /// The dismissal in force; a test dismisses nothing.
    public var dismissal: CaseDismissal? {
        guard let outcome, opened.test == nil, outcome.decision.verdict == .dismiss else { return nil }
        return CaseDismissal(
            token: opened.token, content: outcome.sight.content, watermark: outcome.sight.watermark,
            decidedBy: outcome.by.subject)
    }

    /// The decision in force that a view is not given.
    public var withholding: CaseOutcome? {
        guard let outcome, outcome.decision.verdict == .withhold else { return nil }
        return outcome
    }

    /// The case of the held requests that a decision left, `nil` when none is left.
    ///
    /// - Parameters:
    ///   - token: the new case's name.
    ///   - now: the present moment.
    ///   - acknowledgeBy: by when somebody has to take it.
    ///   - decideBy: by when it has to be decided.
    /// - Returns: the case, linked to this one.
    public func remainder(
        _ token: ReviewCaseToken, at now: Timestamp, acknowledgeBy: Timestamp, decideBy: Timestamp
    ) -> ReviewCase? {
        guard let outcome, outcome.decision.verdict != .dismiss else { return nil }
        let left = requests.enumerated().filter { $0.offset != outcome.sight.request }.map(\.element)
        guard !left.isEmpty else { return nil }
        let start = opened.start
        let rest = ReviewCase(
            token: token, tenant: opened.tenant, customer: opened.customer, conversation: opened.conversation,
            concerns: opened.concerns, openedAt: now,
            start: CaseStart(
                origin: .remainder, requests: left, isDecisive: start.isDecisive, rules: start.rules,
                channel: start.channel, acknowledgeBy: acknowledgeBy, decideBy: decideBy,
                regulatory: start.regulatory, follows: opened.token, excluded: start.excluded))
        return start.test.map(rest.marked) ?? rest
    }
}
