public import Conversations

/// The body of `POST /v1/checks`: a value that the customer gave, to be compared with what is on file.
public struct CheckRequest: Hashable, Sendable {
    /// About whom, in which conversation, for which decision.
    public let request: SummaryRequest
    /// The class of the value.
    public let fieldClass: FieldClass
    /// The value as given; never recorded.
    public let value: String

    /// Joins the members of a request.
    public init(request: SummaryRequest, fieldClass: FieldClass, value: String) {
        self.request = request
        self.fieldClass = fieldClass
        self.value = value
    }

    /// Reads the body of a request.
    ///
    /// - Parameter body: the parsed body; unknown members are refused.
    /// - Throws: ``MalformedRequest`` naming the first member that does not fit, never the value.
    public init(body: JSONValue) throws(MalformedRequest) {
        let members = try SummaryRequest.members(
            of: body, path: "", allowed: ["customer", "conversation", "purpose", "class", "value"])
        request = try SummaryRequest(about: members)
        guard let named = members["class"] else { throw .missing("class") }
        fieldClass = try FieldClass(member: named, "class")
        guard let given = members["value"] else { throw .missing("value") }
        value = try SummaryRequest.text(given, "value")
    }
}
