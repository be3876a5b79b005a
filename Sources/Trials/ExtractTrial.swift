public import Conversations
public import Extracts
public import RuleFiles

/// Runs the extractor over rows of messages: `throughline try extract`.
///
/// A row's `agent` counts as proven staff, because the row is all the source there is. `[class]` and `[class
/// token]` are
/// placeholders unless a backslash stands before them.
public struct ExtractTrial: Trial {
    private let extractor: Extractor
    private let budget: Budget
    private let hiding: HidingManner?

    /// Reads the extractor's rules.
    ///
    /// - Parameters:
    ///   - folder: rule files with `extracts/`.
    ///   - budget: what one answer may hold.
    ///   - hiding: how values are hidden before lines are chosen; `nil` leaves the rows as they are.
    /// - Throws: ``RuleFileProblems`` when a rule file is wrong.
    public init(folder: RuleFolder, budget: Budget, hiding: HidingManner? = nil)
        throws(RuleFileProblems)
    {
        self.hiding = hiding
        extractor = Extractor(rules: try ExtractRules(folder: folder))
        self.budget = budget
    }

    /// The chosen lines in reading order, of messages ordered by `at` where all have it: `{"lines":[{"end","message","section","start","text"}]}`, and
    /// `budget_too_small` where something could be shown and none of it fits.
    public func answer(to row: TrialRow) throws(TrialProblem) -> [String: JSONValue] {
        let messages = HiddenValues(try Self.messages(of: row), hiding, extractor).messages
        var lines: [JSONValue] = []
        let order = Self.order(of: messages)
        let extract = extractor.extract(order.map { messages[$0] }, budget: budget)
        for line in extract.readingOrder {
            let message = order[line.message]
            let bytes = Array(messages[message].text.text.utf8)[line.range]
            var members: [String: JSONValue] = [
                "message": JSONValue(message), "start": JSONValue(line.range.lowerBound),
                "end": JSONValue(line.range.upperBound),
                "text": .string(String(decoding: bytes, as: UTF8.self)),
                "section": .string(line.section.rawValue),
            ]
            if !line.marks.isEmpty { members["marks"] = .array(line.marks.map { .string($0.rawValue) }) }
            let related = line.related.map { order[$0] }.sorted()
            if !related.isEmpty { members["related"] = .array(related.map { JSONValue($0) }) }
            lines.append(.object(members))
        }
        var answer: [String: JSONValue] = ["lines": .array(lines)]
        if extract.isBudgetTooSmall { answer["budget_too_small"] = true }
        if !extract.withoutRoom.isEmpty {
            answer["no_room"] = .array(extract.withoutRoom.map { .string($0.rawValue) })
        }
        return answer
    }

    /// Scores rows that carry `refs`, `extractive_refs` or `facts` beside baselines at the same budget.
    public func report(on rows: [(row: TrialRow, answer: [String: JSONValue])]) -> [String]? {
        var board = ExtractBoard()
        var openItems = OpenItemScore()
        var stability = StabilityScore()
        for (row, answer) in rows {
            guard let shown = try? Self.messages(of: row), let labels = ExtractLabels(row) else {
                continue
            }
            let hidden = HiddenValues(shown, hiding, extractor)
            let messages = hidden.messages
            if messages.count > 1 {
                let ordered = Self.order(of: messages).map { messages[$0] }
                stability.add(
                    extractor.extract(ordered.dropLast(), budget: budget),
                    extractor.extract(ordered, budget: budget))
            }
            let sentences = extractor.sentences(of: messages)
            let units = sentences.map {
                ExtractUnit(messages[$0.message], $0.message, $0.range, words: $0.words)
            }
            let ours = (answer["lines"]?.array ?? []).compactMap(ExtractUnit.init(line:))
            openItems.add(labels, ours)
            let total = units.reduce(0) { $0 + $1.words }
            board.add("ours", ours.map(hidden.restored), labels, messages)
            for baseline in ExtractBaseline.allCases {
                let theirs = baseline.choose(units, budget, of: total).map(hidden.restored)
                board.add(baseline.rawValue, theirs, labels, messages)
            }
        }
        return board.isEmpty ? nil : board.lines() + openItems.lines() + stability.lines()
    }

    /// The places of messages in the order in which they were written, as the timeline has them; as given where one has no
    /// time.
    static func order(of messages: [ExtractMessage]) -> [Int] {
        let times = messages.compactMap(\.at)
        guard times.count == messages.count else { return Array(messages.indices) }
        return messages.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    }

    /// A row's messages. Besides what every trial reads, a message may say its `conversation` (any text), who it is
    /// `by` (any text, equal for equal authors), `kind`
    /// (as the timeline names it) and whether the conversation is `open`.
    static func messages(of row: TrialRow) throws(TrialProblem) -> [ExtractMessage] {
        let items = row.members["messages"]?.array ?? []
        var conversations: [String: Int] = ["": 0]
        var messages: [ExtractMessage] = []
        var authors: [String: Int] = [:]
        for (index, message) in try row.messages().enumerated() {
            let item = index < items.count ? items[index] : .null
            let name = item["conversation"]?.string ?? ""
            let conversation = conversations[name] ?? conversations.count
            conversations[name] = conversation
            let number = item["by"]?.string.map { authors[$0] ?? authors.count }
            if let by = item["by"]?.string { authors[by] = number }
            var kind = InteractionKind.message
            if let word = item["kind"]?.string {
                guard let known = InteractionKind(rawValue: word) else {
                    throw .member(
                        "messages[\(index)].kind", expected: "a kind of the timeline", found: item["kind"])
                }
                kind = known
            }
            messages.append(
                ExtractMessage(
                    author: message.author, isStaffByID: message.author == .agent,
                    text: BracketedText.read(message.text), at: message.at, conversation: conversation,
                    isOpen: item["open"]?.bool ?? true, authorNumber: number, kind: kind))
        }
        return messages
    }
}
