/// What the ledger keeps of a summary besides its leaf, so that its grounds can be told later.
///
/// It names nobody and holds no value: a budget, and a keyed digest of which lines were chosen. An erasure removes it.
public struct SummaryChoice: Hashable, Sendable {
    /// The budget that was kept to, for example `words:180`.
    public let budget: String
    /// HMAC-SHA-256 of the chosen lines under the record key of the disclosure, 32 bytes.
    public let digest: [UInt8]

    /// Joins a budget and a digest.
    public init(budget: String, digest: [UInt8]) {
        self.budget = budget
        self.digest = digest
    }
}

/// A summary that a caller was given, as far as its grounds can be told again.
public struct GivenSummary: Hashable, Sendable {
    /// The id of its leaf: how a caller names it.
    public let id: ULID
    /// About whom it was.
    public let customer: CustomerID
    /// In which role it was given.
    public let role: String
    /// For which decision.
    public let purpose: PurposeID
    /// In which conversation, `nil` where none was named.
    public let conversation: ConversationID?
    /// Its budget and lines.
    public let choice: SummaryChoice
    /// The key that the digest of its lines was made with, 32 bytes.
    public let recordKey: [UInt8]

    /// Joins the parts.
    public init(
        id: ULID, customer: CustomerID, role: String, purpose: PurposeID, conversation: ConversationID?,
        choice: SummaryChoice, recordKey: [UInt8]
    ) {
        self.id = id
        self.customer = customer
        self.role = role
        self.purpose = purpose
        self.conversation = conversation
        self.choice = choice
        self.recordKey = recordKey
    }
}

/// The summaries that callers were given.
public protocol GivenSummaries: Sendable {
    /// A summary by the id of its leaf.
    ///
    /// - Parameters:
    ///   - leaf: the id of a view's leaf, as its receipt has it.
    ///   - caller: who asks; somebody else's summary is nobody's.
    /// - Returns: `nil` for an unknown leaf, another caller's, one that is no summary and an erased one alike.
    /// - Throws: ``LedgerUnavailable`` when nobody can tell.
    func givenSummary(
        ofLeaf leaf: ULID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> GivenSummary?

    /// The conversation that an answer named by a handle, to a caller who is shown no references.
    ///
    /// - Parameters:
    ///   - handle: as the answer has it; one of the caller's latest answers about the customer.
    ///   - customer: whom the answer was about.
    ///   - caller: who asks; a handle that somebody else was given stands for nothing.
    /// - Returns: `nil` for a handle that stands for nothing.
    /// - Throws: ``LedgerUnavailable`` when nobody can tell.
    func conversation(
        ofHandle handle: String, about customer: CustomerID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> ConversationID?
}
