public import Conversations

/// What somebody asks to be let do.
public enum AccessWish: Hashable, Sendable {
    /// More of these field classes, at least one, by whatever elevation of the policy shows all of them.
    case classes([FieldClass])
    /// What one elevation shows.
    case elevation(RuleID)
    /// A second purpose while the first still excludes it.
    case purpose
    /// To break the glass of a hold.
    case breakGlass
    /// A handle to call or write to the value on file of one class.
    case contact(FieldClass)
}

/// The body of `POST /v1/access-requests` and of `POST /v1/contact-handles`.
public struct AccessAsk: Hashable, Sendable {
    /// About whom, in which conversation, for which decision.
    public let request: SummaryRequest
    /// What for.
    public let wish: AccessWish
    /// Why, in the requester's words; kept under the customer's key, 1 to 1,000 bytes.
    public let reason: String

    /// Joins the members of a request.
    public init(request: SummaryRequest, wish: AccessWish, reason: String) {
        self.request = request
        self.wish = wish
        self.reason = reason
    }

    /// Reads the body of an access request.
    ///
    /// - Parameter body: the parsed body; unknown members are refused.
    /// - Throws: ``MalformedRequest`` naming the first member that does not fit.
    public init(body: JSONValue) throws(MalformedRequest) {
        let members = try SummaryRequest.members(
            of: body, path: "",
            allowed: [
                "customer", "conversation", "purpose", "classes", "elevation", "break_glass", "reason",
            ])
        request = try SummaryRequest(about: members)
        wish = try Self.wish(members)
        reason = try Self.reason(members)
    }

    /// Reads the body of a request for a contact handle.
    ///
    /// - Parameter body: the parsed body; unknown members are refused.
    /// - Throws: ``MalformedRequest`` naming the first member that does not fit.
    public init(contact body: JSONValue) throws(MalformedRequest) {
        let members = try SummaryRequest.members(
            of: body, path: "", allowed: ["customer", "conversation", "purpose", "class", "reason"])
        request = try SummaryRequest(about: members)
        guard let named = members["class"] else { throw .missing("class") }
        wish = .contact(try FieldClass(member: named, "class"))
        reason = try Self.reason(members)
    }

    private static func wish(_ members: [String: JSONValue]) throws(MalformedRequest) -> AccessWish {
        switch (members["classes"], members["elevation"], members["break_glass"]) {
        case (nil, nil, nil): return .purpose
        case (nil, let elevation?, nil):
            return .elevation(try SummaryRequest.identifier(elevation, "elevation"))
        case (nil, nil, let glass?):
            guard glass == true else { throw .expected("true", at: "break_glass", found: glass) }
            return .breakGlass
        case (let classes?, nil, nil):
            guard let items = classes.array else {
                throw .expected("an array", at: "classes", found: classes)
            }
            guard (1...16).contains(items.count) else {
                throw MalformedRequest(
                    member: "classes", message: "expected 1 to 16 field classes, found \(items.count)")
            }
            var named: [FieldClass] = []
            for item in items { named.append(try FieldClass(member: item, "classes")) }
            return .classes(Set(named).sorted())
        default:
            throw MalformedRequest(
                member: "body", message: "expected at most one of: classes, elevation, break_glass")
        }
    }

    private static func reason(_ members: [String: JSONValue]) throws(MalformedRequest) -> String {
        guard let written = members["reason"] else { throw .missing("reason") }
        guard let text = written.string else { throw .expected("a string", at: "reason", found: written) }
        guard (1...1_000).contains(text.utf8.count) else {
            throw MalformedRequest(
                member: "reason", message: "expected 1 to 1000 bytes, found \(text.utf8.count)")
        }
        return text
    }
}

extension SummaryRequest {
    /// Customer, conversation and purpose, all three.
    init(about members: [String: JSONValue]) throws(MalformedRequest) {
        guard let customer = members["customer"] else { throw .missing("customer") }
        guard let conversation = members["conversation"] else { throw .missing("conversation") }
        guard let purpose = members["purpose"] else { throw .missing("purpose") }
        self.init(
            customer: try Self.customer(customer), purpose: try Self.identifier(purpose, "purpose"),
            conversation: try Self.conversation(conversation))
    }
}

extension FieldClass {
    /// Reads a member that names a field class.
    init(member: JSONValue, _ path: String) throws(MalformedRequest) {
        guard let named = FieldClass(try SummaryRequest.text(member, path)) else {
            throw MalformedRequest(
                member: path, message: "expected a field class, a dotted path such as contact.phone")
        }
        self = named
    }
}
