import Conversations
public import RuleFiles

/// The cases of `extracts/cases/`: conversations, and what an extract of them must show and must not.
public struct ExtractCases: Sendable {
    /// What every file of cases says it follows.
    public static let schema = "throughline/extract-cases/v1"

    private let cases: [ExtractCase]

    /// Reads the cases of a rule folder; a folder without any is allowed.
    ///
    /// - Throws: ``RuleFileProblems`` with the first fault of each file.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        cases = try folder.readCases(in: "extracts", schema: Self.schema) { file throws(RuleFileProblem) in
            var cases: [ExtractCase] = []
            for node in try file.root.member("cases").items() { cases.append(try ExtractCase(node)) }
            return cases
        }
    }

    /// How many conversations there are.
    public var count: Int { cases.count }

    /// Runs every case.
    ///
    /// - Returns: one problem for each expectation that is not met, with its line.
    public func failures(under extractor: Extractor) -> [RuleFileProblem] {
        cases.flatMap { $0.failures(under: extractor) }
    }
}

/// One conversation.
private struct ExtractCase: Sendable {
    /// A heading, `any` or `marked`, and the words that must stand under it.
    struct Shown: Sendable {
        let heading: String
        let text: String
        let place: RuleNode
    }

    let title: String
    let budget: Budget
    let messages: [ExtractMessage]
    let shows: [Shown]
    let hides: [String]
    let never: [String]
    let once: [String]
    let wasIfShown: [String]
    let place: RuleNode

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["title", "words", "messages", "shows", "hides", "never", "once", "was_if_shown"])
        place = node
        title = try node.member("title").text()
        budget = .words(try node.member("words").int(in: 1...1000))
        var messages: [ExtractMessage] = []
        for item in try node.member("messages").items() { messages.append(try ExtractMessage(item)) }
        self.messages = messages
        let headings = ["any", "marked"] + Section.allCases.map(\.rawValue)
        var shows: [Shown] = []
        for item in try node.optional("shows")?.items() ?? [] {
            try item.allowOnly(headings)
            for wanted in try item.members() {
                shows.append(
                    Shown(heading: wanted.key, text: try wanted.value.text(), place: wanted.value))
            }
        }
        self.shows = shows
        hides = try node.optional("hides")?.texts() ?? []
        never = try node.optional("never")?.texts() ?? []
        once = try node.optional("once")?.texts() ?? []
        wasIfShown = try node.optional("was_if_shown")?.texts() ?? []
    }

    func failures(under extractor: Extractor) -> [RuleFileProblem] {
        let lines = extractor.extract(messages, budget: budget).readingOrder
        let texts = lines.map { line in
            String(decoding: Array(messages[line.message].text.text.utf8)[line.range], as: UTF8.self)
        }
        let shown =
            zip(lines, texts).map { ($0.section.rawValue, $1) }
            + lines.flatMap { $0.marks.map { ("marked", $0.rawValue) } }
        let repeated = once.filter { words in texts.count { $0.contains(words) } != 1 }
        let unmarked = wasIfShown.filter { words in
            zip(lines, texts).contains { !$0.marks.contains(.was) && $1.contains(words) }
        }
        let missing = shows.filter { wanted in
            !shown.contains {
                (wanted.heading == "any" || $0.0 == wanted.heading) && $0.1.contains(wanted.text)
            }
        }
        let tooMuch = shown.filter { line in
            hides.contains { line.1.contains($0) } || never.contains(line.0)
        }
        return missing.map {
            $0.place.problem("case \"\(title)\": expected \($0.heading) \"\($0.text)\", found \(shown)")
        } + tooMuch.map { place.problem("case \"\(title)\": expected no \($0.0) \"\($0.1)\"") }
            + repeated.map { place.problem("case \"\(title)\": expected \"\($0)\" once, found \(shown)") }
            + unmarked.map {
                place.problem("case \"\(title)\": expected \"\($0)\" marked was, found \(shown)")
            }
    }
}

extension ExtractMessage {
    /// A message as cases write it: who, and the words.
    fileprivate init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly([
            "customer", "agent", "bot", "other", "unproven_agent", "colleague", "agent_elsewhere", "status",
            "assignment",
        ])
        guard let member = try node.members().first else { throw node.problem("expected who wrote what") }
        let kinds: [String: InteractionKind] = ["status": .statusChange, "assignment": .assignment]
        let author = kinds[member.key] == nil ? AuthorRole(rawValue: member.key) ?? .agent : .other
        self.init(
            author: author, isStaffByID: ["agent", "colleague", "agent_elsewhere"].contains(member.key),
            text: TreatedText(text: try member.value.text(), placeholders: []),
            conversation: member.key == "agent_elsewhere" ? 1 : 0,
            authorNumber: ["agent": 0, "colleague": 1][member.key], kind: kinds[member.key] ?? .message)
    }
}
