import Conversations
import Extracts

/// A chosen line as the scores read it.
struct ExtractUnit {
    let message: Int
    let range: Range<Int>
    let text: String
    let words: Int
    /// The heading, empty for a baseline's unit.
    var section = ""

    init(_ message: ExtractMessage, _ index: Int, _ range: Range<Int>, words: Int) {
        self.message = index
        self.range = range
        self.words = words
        text = String(decoding: Array(message.text.text.utf8)[range], as: UTF8.self)
    }

    /// The same line with the words that it stands for.
    func reading(_ text: String) -> ExtractUnit {
        ExtractUnit(message: message, range: range, text: text, words: words, section: section)
    }

    private init(message: Int, range: Range<Int>, text: String, words: Int, section: String) {
        self.message = message
        self.range = range
        self.text = text
        self.words = words
        self.section = section
    }

    init?(line: JSONValue) {
        guard let message = line["message"]?.int, let start = line["start"]?.int, let end = line["end"]?.int,
            let text = line["text"]?.string, start <= end
        else { return nil }
        self.message = Int(message)
        range = Int(start)..<Int(end)
        self.text = text
        words = WordReader.count(Array(text.utf8))
        section = line["section"]?.string ?? ""
    }
}

/// What people said a row's summary should hold.
struct ExtractLabels {
    struct Fact {
        let kind: String
        let wordings: [[String]]
        let message: Int
        let isSuperseded: Bool
        let isOutcome: Bool
    }

    let references: [[String]]
    let choices: [[(message: Int, range: Range<Int>)]]
    let facts: [Fact]
    /// What a person said was asked, promised or handed up; `nil` when the row does not say.
    let openItems: [OpenItem]?

    init?(_ row: TrialRow) {
        references = (row.members["refs"]?.array ?? []).compactMap { $0.string.map(Rouge.stems) }
        choices = (row.members["extractive_refs"]?.array ?? []).map { list in
            (list.array ?? []).compactMap { span in
                guard let message = span["message"]?.int, let start = span["start"]?.int,
                    let end = span["end"]?.int, start <= end
                else { return nil }
                return (Int(message), Int(start)..<Int(end))
            }
        }
        facts = (row.members["facts"]?.array ?? []).compactMap { fact in
            guard let value = fact["value"]?.string else { return nil }
            let others = (fact["also"]?.array ?? []).compactMap(\.string)
            return Fact(
                kind: fact["kind"]?.string ?? "", wordings: ([value] + others).map(Rouge.words),
                message: Int(fact["message"]?.int ?? -1), isSuperseded: fact["superseded"]?.bool ?? false,
                isOutcome: fact["outcome"]?.bool ?? false)
        }
        openItems = row.members["open_items"]?.array.map { $0.compactMap(OpenItem.init(label:)) }
        if references.isEmpty, choices.isEmpty, facts.isEmpty, openItems == nil { return nil }
    }
}
