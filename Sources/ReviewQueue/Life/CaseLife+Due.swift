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

    /// How often whoever is on duty was to be paged again since a clock ran out: once each half hour, four times as often
    /// where somebody may be in danger; 0 while no clock ran out.
    public func pagesDue(at now: Timestamp) -> Int {
        let start = opened.start
        guard isOpen, isBreached(at: now) else { return 0 }
        let isUntaken = !wasTaken && acceptedBy == nil
        let ranOut = isUntaken ? min(start.acknowledgeBy, start.decideBy) : start.decideBy
        let minutes: Int64 = opened.severity >= 4 ? 30 / 4 : 30
        return Int(max(0, now.milliseconds - ranOut.milliseconds) / (minutes * 60_000))
    }

    /// Where the case stands at a moment, in one word as doors and leaves name it.
    public func word(at now: Timestamp) -> String {
        let word: CaseWord =
            switch stage {
            case .superseded: .superseded
            case .final(let outcome): outcome.decision.verdict.word
            case .proposed: .proposed
            case .waiting: lease(at: now) != nil ? .claimed : isEscalated ? .escalated : .pending
            }
        return word.rawValue
    }
}

extension CaseVerdict {
    /// What a case is called that was decided so.
    public var word: CaseWord {
        switch self {
        case .release: .released
        case .releaseEdited, .releaseCrisis: .releasedEdited
        case .withhold: .withheld
        case .dismiss: .dismissed
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
