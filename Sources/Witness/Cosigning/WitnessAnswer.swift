public import AuditTrail

/// What a witness answers to one submission.
public enum WitnessAnswer: Hashable, Sendable {
    /// The view is on disk, and this line cosigns it: 200.
    case cosigned(Checkpoint, SignedNote.Signature)
    /// Nothing changed.
    case refused(WitnessRefusal)
    /// The view cannot be kept or the key not used: 503, nothing was cosigned.
    case unavailable
    /// Too many submissions of the log wait: 503.
    case busy

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .cosigned: 200
        case .refused(let refusal): refusal.status
        case .unavailable, .busy: 503
        }
    }

    /// The media type of the body.
    public var contentType: String {
        if case .refused(let refusal) = self { refusal.contentType } else { "text/plain; charset=utf-8" }
    }

    /// The body: signature lines, or what was expected and found.
    public var body: String {
        switch self {
        case .cosigned(_, let line): line.text
        case .refused(let refusal): refusal.body
        case .unavailable: "the view cannot be kept now, so nothing is cosigned\n"
        case .busy: "too many submissions of this log wait\n"
        }
    }
}
