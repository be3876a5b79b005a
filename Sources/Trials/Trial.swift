public import Conversations

/// Why one row of a trial's input cannot be run.
public struct TrialProblem: Error, Equatable, Sendable {
    /// What is wrong, one of a closed list of words.
    public enum Code: String, Equatable, Sendable {
        /// The line is no JSON object.
        case malformed
        /// A member is missing or of the wrong type.
        case invalidMember = "invalid_member"
        /// A known value's class is one that neither the policy nor a detector names: it would be searched for as nothing
        /// in particular, and a slip of the pen would go unnoticed.
        case unknownClass = "unknown_class"
        /// The line or its text is longer than the bound.
        case tooLarge = "too_large"
        /// The engine refused the row.
        case engine
    }

    /// What is wrong.
    public let code: Code
    /// The member, what was expected of it and what kind of thing was found; never a value.
    public let message: String

    /// Joins a code and what a reader needs to mend the row.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A member that does not fit.
    static func member(_ name: String, expected: String, found: JSONValue?) -> TrialProblem {
        TrialProblem(.invalidMember, "\(name): expected \(expected), found \(found?.kind ?? "none")")
    }
}

/// One engine, run over rows of a file that a team brings: `throughline try`.
public protocol Trial: Sendable {
    /// What the engine makes of one row, without `id`.
    ///
    /// - Throws: ``TrialProblem`` when the row does not fit.
    func answer(to row: TrialRow) throws(TrialProblem) -> [String: JSONValue]

    /// Scores the rows that carry labels.
    ///
    /// - Parameter rows: inputs and the answers they got, in order.
    /// - Returns: lines for a reader; `nil` when no row carries labels.
    func report(on rows: [(row: TrialRow, answer: [String: JSONValue])]) -> [String]?
}

/// A message of a trial's row.
public struct TrialMessage: Hashable, Sendable {
    /// In which part its author speaks; `other` when the row does not say.
    public let author: AuthorRole
    /// The text.
    public let text: String
    /// When it was written, `nil` when the row does not say.
    public let at: Timestamp?

    /// Joins the parts.
    public init(author: AuthorRole, text: String, at: Timestamp? = nil) {
        self.author = author
        self.text = text
        self.at = at
    }
}

/// One line of a trial's input. Unknown members are ignored.
public struct TrialRow: Hashable, Sendable {
    /// The members of the line.
    public let members: JSONValue

    /// Takes a parsed line.
    public init(_ members: JSONValue) { self.members = members }

    /// The row's id, any JSON value; `null` when it is missing.
    public var id: JSONValue { members["id"] ?? .null }

    /// Whether the row has `messages` rather than a single `text`.
    public var hasMessages: Bool { members["messages"] != nil }

    /// The messages of the row; a single `text` is one message by the customer.
    ///
    /// - Throws: ``TrialProblem/Code/invalidMember`` when neither is there, or both, or a message does not fit.
    public func messages() throws(TrialProblem) -> [TrialMessage] {
        if let text = members["text"]?.string, !hasMessages {
            return [TrialMessage(author: .customer, text: text)]
        }
        guard hasMessages else {
            throw .member("text", expected: "a text, or a list of messages", found: members["text"])
        }
        guard members["text"] == nil else {
            throw TrialProblem(.invalidMember, "text: expected either text or messages, found both")
        }
        guard let items = members["messages"]?.array else {
            throw .member("messages", expected: "a list", found: members["messages"])
        }
        var messages: [TrialMessage] = []
        for (index, item) in items.enumerated() {
            let place = "messages[\(index)]"
            guard let text = item["text"]?.string else {
                throw .member("\(place).text", expected: "a text", found: item["text"])
            }
            let author = try author(of: item, place)
            messages.append(TrialMessage(author: author, text: text, at: try moment(of: item, place)))
        }
        return messages
    }

    private func author(of item: JSONValue, _ place: String) throws(TrialProblem) -> AuthorRole {
        guard let member = item["author"], member != .null else { return .other }
        guard let role = member.string.flatMap(AuthorRole.init(rawValue:)) else {
            let known = AuthorRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw .member("\(place).author", expected: "one of: \(known)", found: member)
        }
        return role
    }

    private func moment(of item: JSONValue, _ place: String) throws(TrialProblem) -> Timestamp? {
        guard let member = item["at"], member != .null else { return nil }
        guard let moment = member.string.flatMap(Timestamp.init(rfc3339:)) else {
            throw .member("\(place).at", expected: "a time in RFC 3339", found: member)
        }
        return moment
    }
}
