/// What an erasure covers, counted before it happens and again in its own transaction.
public struct ErasureScope: Hashable, Sendable {
    /// The rows of sources that were joined to the customer, in order; they have to be erased there as well.
    public let persons: [PersonReference]
    /// How many leaves commit to something about the customer; their openings go.
    public let leafCount: Int
    /// How many delivered bodies are kept sealed; they go.
    public let sealedBodyCount: Int
    /// How many review cases there are; they go with their acknowledgements.
    public let caseCount: Int
    /// The leaves of answers for which rows of this customer and of somebody else were read together, in order.
    public let joint: [ULID]

    /// Joins the counts; lists are put in order.
    public init(
        persons: [PersonReference], leafCount: Int, sealedBodyCount: Int, caseCount: Int, joint: [ULID]
    ) {
        self.persons = persons.sorted()
        self.leafCount = leafCount
        self.sealedBodyCount = sealedBodyCount
        self.caseCount = caseCount
        self.joint = joint.sorted()
    }
}

/// What happens to the traces of a customer with the leaf that tells of it; always of the leaf's own tenant.
public enum ErasingChange: Hashable, Sendable {
    /// Everything about a customer goes; refused under a legal hold, and when the scope is no longer what was counted.
    case erase(CustomerID, scope: ErasureScope)
    /// An erasure that was replayed after a restore now has its leaf in this log too.
    case confirmReplay(CustomerID)
    /// Nothing about a customer may be destroyed until the hold is released.
    case setLegalHold(CustomerID)
    /// A legal hold ends; refused when there is none.
    case releaseLegalHold(CustomerID)
    /// Rows of other people that were read with a customer's, so that a joint disclosure can be found by either.
    case mention([PersonReference])
    /// Sealed bodies of months before this one (`2026-03`) go, except of customers under a legal hold.
    case dropSealedBodies(beforeMonth: String)
}
