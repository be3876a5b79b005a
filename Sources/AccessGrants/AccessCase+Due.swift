public import Conversations

extension AccessCase {
    /// The step that time alone asks for at a moment, `nil` when there is none.
    public func stepDue(at now: Timestamp) -> AccessStep? {
        let moment = max(now, seenAt)
        switch state {
        case .pending where moment >= dueAt: return .lapse
        case .pending where moment >= targetAt && !isEscalated: return .escalate
        case .granted(let grant) where moment >= grant.until || isClockSetBack(at: now): return .expire
        case .pending, .granted, .refused, .unanswered, .ended: return nil
        }
    }

    /// Whether glass was broken and the review that must follow is late.
    public func isReviewOverdue(at now: Timestamp) -> Bool {
        guard kind == .breakGlass, case .ended(_, _, _, review: nil) = state else { return false }
        return max(now, seenAt) >= dueAt
    }

    /// Whether something is still to come: a decision, an end, or a review.
    public var isOpen: Bool {
        switch state {
        case .pending, .granted: true
        case .refused, .unanswered: false
        case .ended(_, _, _, let review): kind == .breakGlass && review == nil
        }
    }
}
