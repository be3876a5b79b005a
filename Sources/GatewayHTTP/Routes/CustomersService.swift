public import Briefing
public import Conversations

/// What may be asked about the traces of a customer.
public enum CustomersRequest: Hashable, Sendable {
    /// Destroy every key of the customer.
    case erase(reason: String, legalBasis: String)
    /// Forbid that until further notice.
    case setLegalHold(reason: String)
    /// Allow it again.
    case releaseLegalHold(reason: String)
    /// Who saw which classes of fields, when, for what.
    case report(limit: Int, cursor: String?)
}

/// Answers what compliance officers ask about a customer's traces; never throws, because every outcome is an answer.
public protocol CustomersService: Sendable {
    /// Answers one request, durable in the log before it returns.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - customer: the opaque id.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id.
    /// - Returns: the answer.
    func answer(
        _ request: CustomersRequest, about customer: CustomerID, caller: Caller, trace: String
    ) async -> Answer
}
