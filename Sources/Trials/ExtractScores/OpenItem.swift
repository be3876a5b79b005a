import Conversations
import Extracts

/// What may still be open in a history, as rows label it.
enum OpenItemKind: String, CaseIterable {
    case question, promise, escalation

    /// The heading under which it belongs.
    var section: Section {
        switch self {
        case .question: .openQuestions
        case .promise: .promised
        case .escalation: .unresolvedEscalations
        }
    }
}

/// Something that was asked, promised or handed up, with whether it is still open.
struct OpenItem {
    let kind: OpenItemKind
    let message: Int
    /// UTF-8 bytes of the message, half open; `nil` for a label that names the message only.
    let range: Range<Int>?
    let isOpen: Bool

    /// Reads `{"kind", "message", "start", "end", "open"}`; the last three may be missing.
    init?(label: JSONValue) {
        guard let kind = label["kind"]?.string.flatMap(OpenItemKind.init(rawValue:)),
            let message = label["message"]?.int
        else { return nil }
        self.kind = kind
        self.message = Int(message)
        isOpen = label["open"]?.bool ?? true
        if let start = label["start"]?.int, let end = label["end"]?.int, start <= end {
            range = Int(start)..<Int(end)
        } else {
            range = nil
        }
    }

    /// Whether a line stands in its message.
    func isNear(_ line: ExtractUnit) -> Bool { line.message == message }

    /// Whether a line shares words with it.
    func isOverlapped(by line: ExtractUnit) -> Bool {
        isNear(line) && (range?.overlaps(line.range) ?? true)
    }
}
