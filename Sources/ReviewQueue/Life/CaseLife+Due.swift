public import Conversations

extension CaseLife {
    /// The step that time alone asks for at a moment, `nil` when there is none. Time escalates and never decides.
    public func stepDue(at now: Timestamp) -> CaseStep? {
        guard isOpen else { return nil }
        let moment = max(now, seenAt)
        if !isEscalated, isBreached(at: moment) { return .escalate }
        if let lease, moment >= lease.until { return .expire }
        return nil
    }

    /// Whether nobody took the case, or nobody decided it, in time.
    public func isBreached(at now: Timestamp) -> Bool {
        let start = opened.start
        let isUntaken = !wasTaken && acceptedBy == nil && now >= start.acknowledgeBy
        return isUntaken || now >= start.decideBy
    }

    /// Where the case stands at a moment, in one word as doors and leaves name it.
    public func word(at now: Timestamp) -> String {
        switch stage {
        case .superseded: return "superseded"
        case .final(let outcome): return outcome.decision.verdict.word
        case .proposed: return "proposed"
        case .waiting:
            if lease(at: now) != nil { return "claimed" }
            return isEscalated ? "escalated" : "pending"
        }
    }
}

extension CaseVerdict {
    /// What a case is called that was decided so.
    public var word: String {
        switch self {
        case .release: "released"
        case .releaseEdited, .releaseCrisis: "released_edited"
        case .withhold: "withheld"
        case .dismiss: "dismissed_not_sensitive"
        }
    }

    /// How the verdict is named where it is given.
    public var name: String {
        switch self {
        case .release: "release"
        case .releaseEdited: "release_edited"
        case .releaseCrisis: "release_crisis"
        case .withhold: "withhold"
        case .dismiss: "dismiss"
        }
    }

    /// The verdicts by name; lines are for an edited release alone.
    public init?(name: String, lines: [LineReference]?) {
        switch (name, lines) {
        case ("release", nil): self = .release
        case ("release_edited", let lines?): self = .releaseEdited(lines.sorted())
        case ("release_crisis", nil): self = .releaseCrisis
        case ("withhold", nil): self = .withhold
        case ("dismiss", nil): self = .dismiss
        default: return nil
        }
    }
}
