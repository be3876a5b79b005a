public import Conversations

extension SummaryRequest {
    /// Reads the body of a request.
    ///
    /// - Parameter body: the parsed body; unknown members are refused.
    /// - Throws: ``MalformedRequest`` naming the first member that does not fit.
    public init(body: JSONValue) throws(MalformedRequest) {
        let members = try Self.members(
            of: body, path: "",
            allowed: ["customer", "purpose", "conversation", "budget", "acknowledge", "explain", "form"])
        guard let customer = members["customer"] else { throw .missing("customer") }
        guard let purpose = members["purpose"] else { throw .missing("purpose") }
        self.init(
            customer: try Self.customer(customer),
            purpose: try Self.identifier(purpose, "purpose"),
            conversation: try members["conversation"].map(Self.conversation),
            budget: try members["budget"].map(Self.budget),
            acknowledge: try members["acknowledge"].map { (value) throws(MalformedRequest) in
                try Self.identifier(value, "acknowledge")
            },
            explains: try members["explain"].map(Self.explains) ?? false,
            form: try members["form"].map(Self.form) ?? .full)
    }

    static func members(
        of value: JSONValue, path: String, allowed: [String]
    ) throws(MalformedRequest) -> [String: JSONValue] {
        guard let members = value.object else { throw .expected("an object", at: path, found: value) }
        for name in members.keys.sorted() where !allowed.contains(name) {
            throw MalformedRequest(
                member: path.isEmpty ? "body" : path,
                message: "unknown member, expected only: \(allowed.joined(separator: ", "))")
        }
        return members
    }

    static func text(_ value: JSONValue, _ path: String) throws(MalformedRequest) -> String {
        guard let text = value.string else { throw .expected("a string", at: path, found: value) }
        guard (1...256).contains(text.utf8.count) else {
            throw MalformedRequest(
                member: path, message: "expected 1 to 256 bytes, found \(text.utf8.count)")
        }
        return text
    }

    static func identifier<Kind: IdentifierKind>(
        _ value: JSONValue, _ path: String
    ) throws(MalformedRequest) -> Identifier<Kind> {
        let text = try text(value, path)
        do {
            return try Identifier<Kind>(text)
        } catch {
            throw MalformedRequest(member: path, message: error.description)
        }
    }

    static func customer(_ value: JSONValue) throws(MalformedRequest) -> CustomerKey {
        let members = try members(of: value, path: "customer", allowed: ["email", "phone", "source", "id"])
        switch (members["email"], members["phone"], members["source"], members["id"]) {
        case (let email?, nil, nil, nil): return .person(.email(try text(email, "customer.email")))
        case (nil, let phone?, nil, nil): return .person(.phone(try text(phone, "customer.phone")))
        case (nil, nil, let source?, let id?):
            let system: SourceID = try identifier(source, "customer.source")
            return .person(.external(system: system, id: try text(id, "customer.id")))
        case (nil, nil, nil, let id?):
            guard let ulid = ULID(try text(id, "customer.id")) else {
                throw MalformedRequest(member: "customer.id", message: "expected 26 base-32 characters")
            }
            return .customer(CustomerID(ulid))
        default:
            throw MalformedRequest(
                member: "customer", message: "expected exactly one of: email; phone; source and id; id")
        }
    }

    static func conversation(_ value: JSONValue) throws(MalformedRequest) -> ConversationID {
        guard let conversation = ConversationID.named(try text(value, "conversation")) else {
            throw MalformedRequest(member: "conversation", message: expectedConversation)
        }
        return conversation
    }

    static let expectedConversation = "expected source:id, or the handle by which an answer named it"

    private static func explains(_ value: JSONValue) throws(MalformedRequest) -> Bool {
        guard let explains = value.bool else { throw .expected("true or false", at: "explain", found: value) }
        return explains
    }

    private static func form(_ value: JSONValue) throws(MalformedRequest) -> SummaryForm {
        guard let text = value.string else { throw .expected("a string", at: "form", found: value) }
        guard let form = SummaryForm(rawValue: text) else {
            let known = SummaryForm.allCases.map(\.rawValue).joined(separator: ", ")
            throw MalformedRequest(member: "form", message: "expected one of: \(known), found another word")
        }
        return form
    }

    private static func budget(_ value: JSONValue) throws(MalformedRequest) -> SummaryBudget {
        let members = try members(of: value, path: "budget", allowed: ["words", "lines", "tokens"])
        switch (members["words"], members["lines"], members["tokens"]) {
        case (let words?, nil, nil): return .words(try words.wholeNumber(at: "budget.words", in: 30...2000))
        case (nil, let lines?, nil): return .lines(try lines.wholeNumber(at: "budget.lines", in: 1...200))
        case (nil, nil, let tokens?):
            return .tokens(try tokens.wholeNumber(at: "budget.tokens", in: 40...4000))
        default:
            throw MalformedRequest(
                member: "budget", message: "expected exactly one of: words, lines, tokens")
        }
    }
}

extension MalformedRequest {
    static func missing(_ member: String) -> Self {
        MalformedRequest(member: member, message: "missing")
    }

    /// A member of another kind than the one expected.
    public static func expected(_ kind: String, at path: String, found value: JSONValue?) -> Self {
        MalformedRequest(
            member: path.isEmpty ? "body" : path, message: "expected \(kind), found \(value?.kind ?? "none")")
    }
}

extension JSONValue {
    /// Reads a number that a request states.
    ///
    /// - Parameters:
    ///   - path: the member, as the message names it.
    ///   - bounds: the least and the greatest number allowed.
    /// - Returns: the number.
    /// - Throws: ``MalformedRequest`` with what was expected and what was found.
    public func wholeNumber(at path: String, in bounds: ClosedRange<Int64>) throws(MalformedRequest) -> Int {
        guard let number = wholeNumber else { throw .expected("a whole number", at: path, found: self) }
        guard bounds.contains(number) else {
            throw MalformedRequest(
                member: path,
                message: "expected \(bounds.lowerBound) to \(bounds.upperBound), found \(number)")
        }
        return Int(number)
    }
}
