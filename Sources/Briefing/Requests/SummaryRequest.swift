public import Conversations

/// Whom a request is about: exactly one way to name a customer.
public enum CustomerKey: Hashable, Sendable {
    /// By an e-mail address or phone number, or by a source's own id of the person.
    case person(PersonKey)
    /// By the id that the ledger issued.
    case customer(CustomerID)
}

/// The longest summary that the caller wants.
public enum SummaryBudget: Hashable, Sendable {
    /// Words of all lines together, 30 to 2,000.
    case words(Int)
    /// Lines, 1 to 200.
    case lines(Int)
    /// Tokens of a language model by the documented estimate, 40 to 4,000.
    case tokens(Int)
}

/// The body of `POST /v1/summaries`.
public struct SummaryRequest: Hashable, Sendable {
    /// Whom it is about.
    public let customer: CustomerKey
    /// Which decision it is for.
    public let purpose: PurposeID
    /// In which conversation, `nil` for the strictest gate over the customer's open ones.
    public private(set) var conversation: ConversationID?
    /// How long the summary may be, `nil` for the configured length.
    public let budget: SummaryBudget?
    /// The case token of a prior 202 that the caller acknowledges.
    public let acknowledge: ReviewCaseToken?
    /// Whether the answer says why each line was chosen and what was left out.
    public let explains: Bool
    /// How the view is written.
    public let form: SummaryForm

    /// Joins the members of a request.
    public init(
        customer: CustomerKey, purpose: PurposeID, conversation: ConversationID? = nil,
        budget: SummaryBudget? = nil, acknowledge: ReviewCaseToken? = nil, explains: Bool = false,
        form: SummaryForm = .full
    ) {
        self.customer = customer
        self.purpose = purpose
        self.conversation = conversation
        self.budget = budget
        self.acknowledge = acknowledge
        self.explains = explains
        self.form = form
    }

    /// The same request, with the conversation that its handle stands for.
    public func inConversation(_ conversation: ConversationID) -> SummaryRequest {
        var request = self
        request.conversation = conversation
        return request
    }
}

/// Why a body is no request: the member, what was expected and what was found, never the value.
public struct MalformedRequest: Error, Equatable, Sendable {
    /// The dotted path of the member, for example `customer.email`.
    public let member: String
    /// What was expected and found, lower case, no full stop.
    public let message: String

    /// Joins a member with what is wrong with it; never its value.
    public init(member: String, message: String) {
        self.member = member
        self.message = message
    }
}
