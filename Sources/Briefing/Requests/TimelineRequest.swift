public import Conversations

/// Which part of a timeline is asked for.
public struct TimelinePage: Hashable, Sendable {
    /// The most interactions, 1 to 200.
    public let limit: Int
    /// Where the page before ended, as its `next` said; `nil` for the first page.
    public let cursor: String?
    /// Only interactions that show this token, for callers who may not see the value behind it.
    public let token: String?

    /// How many interactions a page holds when the request does not say.
    public static let limitDefault = 50
    /// The most interactions of a page.
    public static let limitMax = 200
    /// The most UTF-8 bytes of all texts of a page; one interaction always fits.
    static let textBytesMax = 262_144

    /// Joins the parts.
    public init(limit: Int = Self.limitDefault, cursor: String? = nil, token: String? = nil) {
        self.limit = limit
        self.cursor = cursor
        self.token = token
    }
}

/// `GET /v1/customers/{id}/timeline`.
public struct TimelineRequest: Hashable, Sendable {
    /// Whom it is about, for which decision and in which conversation, as a request for a summary says it.
    public let asked: SummaryRequest
    /// Which part.
    public let page: TimelinePage

    /// Joins a request and a part.
    public init(asked: SummaryRequest, page: TimelinePage) {
        self.asked = asked
        self.page = page
    }

    /// The names of the parameters, in byte order.
    public static let parameterNames = [
        "acknowledge", "conversation", "cursor", "limit", "purpose", "token",
    ]

    /// Reads the parameters of a request.
    ///
    /// - Parameters:
    ///   - customer: from the path.
    ///   - parameters: by name, each given once; names besides ``parameterNames`` are not looked at.
    /// - Throws: ``MalformedRequest`` naming the first parameter that does not fit.
    public init(
        customer: CustomerID, parameters: [String: String]
    ) throws(MalformedRequest) {
        guard let purpose: PurposeID = try Self.identifier("purpose", parameters) else {
            throw MalformedRequest(member: "purpose", message: "missing")
        }
        var conversation: ConversationID?
        if let text = parameters["conversation"] {
            guard text.utf8.count <= 256, let named = ConversationID.named(text) else {
                throw MalformedRequest(
                    member: "conversation", message: SummaryRequest.expectedConversation)
            }
            conversation = named
        }
        var limit = TimelinePage.limitDefault
        if let text = parameters["limit"] {
            guard let number = Int(text), (1...TimelinePage.limitMax).contains(number) else {
                throw MalformedRequest(
                    member: "limit", message: "expected a number from 1 to \(TimelinePage.limitMax)")
            }
            limit = number
        }
        asked = SummaryRequest(
            customer: .customer(customer), purpose: purpose, conversation: conversation,
            acknowledge: try Self.identifier("acknowledge", parameters))
        page = TimelinePage(
            limit: limit, cursor: parameters["cursor"], token: try Self.token(parameters["token"]))
    }

    private static func identifier<Kind: IdentifierKind>(
        _ name: String, _ parameters: [String: String]
    ) throws(MalformedRequest) -> Identifier<Kind>? {
        guard let text = parameters[name] else { return nil }
        do { return try Identifier<Kind>(text) } catch {
            throw MalformedRequest(member: name, message: error.description)
        }
    }

    private static func token(_ text: String?) throws(MalformedRequest) -> String? {
        guard let text else { return nil }
        guard (1...64).contains(text.utf8.count) else {
            throw MalformedRequest(
                member: "token", message: "expected 1 to 64 bytes, a token as an answer shows it")
        }
        return text
    }
}

/// Answers requests for timelines; the composition root's own, or a double in tests of the doors.
public protocol TimelineService: Sendable {
    /// Answers one request; never throws, because every outcome is an answer.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id, 32 lower-case hex digits.
    /// - Returns: the answer, durable in the log where it must be.
    func timeline(_ request: TimelineRequest, caller: Caller, trace: String) async -> Answer
}
