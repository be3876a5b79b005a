public import AuditTrail
public import Briefing
public import Conversations

/// Which part of an answer somebody asks for.
public struct AuditPage: Hashable, Sendable {
    /// The most leaves.
    public let limit: Int
    /// Where the page before ended, opaque; `nil` for the first page.
    public let after: String?
    /// Whether openings are decrypted too.
    public let isOpened: Bool

    /// Joins the parts.
    public init(limit: Int, after: String? = nil, isOpened: Bool = false) {
        self.limit = limit
        self.after = after
        self.isOpened = isOpened
    }
}

/// A question to the audit log itself.
public enum AuditQuestion: Hashable, Sendable {
    /// Some leaves.
    case leaves(LeafFilter, AuditPage)
    /// One leaf.
    case leaf(ULID, isOpened: Bool)
    /// What proves that a leaf is in the log (C2SP tlog-proof).
    case proof(ULID)
    /// Some leaves in a form for other programs.
    case export(LeafFilter, ExportFormat, AuditPage)
    /// The leaves of one entries tile, as stored.
    case entries(Tile, tenant: TenantID, year: Int)
    /// The delivered body of a leaf, still sealed to the compliance key; a second person vouches for the case.
    case body(ULID, caseReference: String, second: Caller)
}

/// What leaves for a question to the audit log: already recorded in it.
public struct AuditAnswer: Sendable {
    /// Status, media type and bytes.
    public let answer: Answer
    /// The leaf that records the read, `nil` when there is none.
    public let leaf: ULID?
    /// Where the next page starts, `nil` at the end.
    public let next: String?

    /// Joins the parts.
    public init(_ answer: Answer, leaf: ULID? = nil, next: String? = nil) {
        self.answer = answer
        self.leaf = leaf
        self.next = next
    }
}

/// Answers questions to the audit log; the composition root's own, or a double in tests of the doors.
public protocol AuditService: Sendable {
    /// Answers one question; never throws, because every outcome is an answer.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id, 32 lower-case hex digits.
    /// - Returns: the answer, recorded where it must be.
    func answer(_ question: AuditQuestion, caller: Caller, trace: String) async -> AuditAnswer
}

/// A door behind which nobody reads the log: every question is 503.
public struct ClosedAudit: AuditService {
    /// Nothing is needed to answer nothing.
    public init() {}

    /// Always 503.
    public func answer(_ question: AuditQuestion, caller: Caller, trace: String) async -> AuditAnswer {
        AuditAnswer(Answer(Problem(.unavailable)))
    }
}
