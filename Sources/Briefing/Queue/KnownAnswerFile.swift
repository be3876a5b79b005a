import Conversations
import ReviewQueue
import RuleFiles

/// Reads one known-answer case, `throughline/known-answer/v1`; what cannot be shown like any other case is refused.
struct KnownAnswerFile {
    let answer: KnownAnswer

    /// The oldest message, in minutes: a year.
    private static let minutesMax = 525_600
    private static let messagesMax = 40
    private static let verdicts = ["release", "release_edited", "release_crisis", "withhold", "dismiss"]

    init(_ file: RuleFile, categories: Set<FlagCategory>) throws(RuleFileProblem) {
        try file.expect(schema: "throughline/known-answer/v1")
        let root = file.root
        try root.allowOnly([
            "schema", "id", "category", "expected", "because", "asking", "person", "conversation", "messages",
        ])
        let category: FlagCategory = try Self.name(root.member("category"))
        guard categories.contains(category) else {
            let known = categories.sorted().map(\.text).joined(separator: ", ")
            throw try root.member("category").problem("expected one of: \(known), found \"\(category)\"")
        }
        let person = try root.member("person")
        try person.allowOnly(["tier", "fields"])
        answer = KnownAnswer(
            id: try Self.name(root.member("id")), category: category,
            expected: try Self.expected(root.member("expected")), because: try root.member("because").text(),
            asking: try Self.asking(root.member("asking")), person: try Self.fields(person.member("fields")),
            tier: try person.optional("tier")?.text(), thread: try Self.thread(root.member("conversation")),
            messages: try Self.messages(root.member("messages")))
    }

    private static func expected(_ node: RuleNode) throws(RuleFileProblem) -> [String] {
        let expected = try node.texts()
        guard !expected.isEmpty, Set(expected).count == expected.count,
            expected.allSatisfy(verdicts.contains)
        else {
            throw node.problem(
                "expected at least one of: \(verdicts.joined(separator: ", ")), none twice")
        }
        return expected
    }

    private static func asking(_ node: RuleNode) throws(RuleFileProblem) -> KnownAnswer.Asking {
        try node.allowOnly(["role", "organisation", "region", "purpose", "staff"])
        return KnownAnswer.Asking(
            role: try name(node.member("role")), organisation: try name(node.member("organisation")),
            region: try optionalName(node.optional("region")), purpose: try name(node.member("purpose")),
            staff: try optionalName(node.optional("staff")))
    }

    private static func thread(_ node: RuleNode) throws(RuleFileProblem) -> KnownAnswer.Thread {
        try node.allowOnly([
            "source", "id", "message_id", "message_version", "clock", "status", "subject", "channel",
            "contact_type", "queue", "region",
            "assignee", "team", "fields",
        ])
        return KnownAnswer.Thread(
            source: try name(node.member("source")), id: try pattern(node.member("id")),
            messageID: try pattern(node.member("message_id")),
            messageVersion: try node.optional("message_version")?.text() ?? "",
            clock: try node.optional("clock")?.choice(of: KnownAnswer.Clock.self) ?? .seconds,
            status: try node.member("status").text(),
            subject: try node.optional("subject")?.text() ?? "", channel: try node.member("channel").text(),
            contactType: try name(node.member("contact_type")),
            queue: try optionalName(node.optional("queue")),
            region: try optionalName(node.optional("region")),
            assignee: try optionalName(node.optional("assignee")),
            team: try optionalName(node.optional("team")),
            fields: try node.optional("fields").map { (node) throws(RuleFileProblem) in try fields(node) }
                ?? [])
    }

    /// WHY at least three digits: messages are numbered upwards within them.
    private static func pattern(_ node: RuleNode) throws(RuleFileProblem) -> String {
        let text = try node.text()
        guard (3...15).contains(text.count { $0 == "#" }), text.utf8.count <= 128 else {
            throw node.problem("expected the shape of the source's ids, with 3 to 15 # for digits")
        }
        return text
    }

    private static func fields(_ node: RuleNode) throws(RuleFileProblem) -> [Field] {
        var fields: [Field] = []
        for item in try node.items() {
            try item.allowOnly(["name", "class", "value"])
            let value = try item.member("value").text()
            let written = try item.member("class")
            guard !value.isEmpty else { throw item.problem("expected a value, found none") }
            guard let fieldClass = FieldClass(try written.text()) else {
                throw written.problem("expected a class of field, such as person.name")
            }
            fields.append(Field(name: try item.member("name").text(), fieldClass: fieldClass, value: value))
        }
        return fields
    }

    private static func messages(_ node: RuleNode) throws(RuleFileProblem) -> [KnownAnswer.Message] {
        var messages: [KnownAnswer.Message] = []
        for item in try node.items() {
            try item.allowOnly([
                "minutes_before", "author", "staff", "organisation", "kind", "internal", "text",
            ])
            let isInternal = try item.optional("internal")?.bool() ?? false
            let text = try item.member("text").text()
            guard !text.isEmpty, text.utf8.count <= 8_192 else {
                throw item.problem("text: expected 1 to 8192 bytes, found \(text.utf8.count)")
            }
            messages.append(
                KnownAnswer.Message(
                    kind: try item.optional("kind")?.choice(of: InteractionKind.self) ?? .message,
                    author: Author(
                        role: try item.member("author").choice(of: AuthorRole.self),
                        id: try optionalName(item.optional("staff")),
                        organisation: try optionalName(item.optional("organisation"))),
                    visibility: isInternal ? .internal : .public,
                    minutesBefore: try item.member("minutes_before").int(in: 0...minutesMax), text: text))
        }
        guard (1...messagesMax).contains(messages.count) else {
            throw node.problem("expected 1 to \(messagesMax) messages, found \(messages.count)")
        }
        return messages
    }

    private static func name<Kind: IdentifierKind>(
        _ node: RuleNode
    ) throws(RuleFileProblem) -> Identifier<Kind> {
        let text = try node.text()
        guard let name = try? Identifier<Kind>(text) else {
            throw node.problem("expected a \(Kind.noun), found \"\(text)\"")
        }
        return name
    }

    private static func optionalName<Kind: IdentifierKind>(
        _ node: RuleNode?
    ) throws(RuleFileProblem) -> Identifier<Kind>? {
        guard let node else { return nil }
        return try name(node)
    }
}
