import Conversations
import Extracts

extension SummaryBudget {
    /// As it is kept and compared: `words:180`, `lines:12` or `tokens:600`.
    var text: String {
        switch self {
        case .words(let count): "words:\(count)"
        case .lines(let count): "lines:\(count)"
        case .tokens(let count): "tokens:\(count)"
        }
    }

    /// Reads a budget as it is kept and compared: `words:180`, `lines:12` or `tokens:600`.
    public init?(text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let count = Int(parts[1]) else { return nil }
        switch parts[0] {
        case "words": self = .words(count)
        case "lines": self = .lines(count)
        case "tokens": self = .tokens(count)
        default: return nil
        }
    }

    /// Reads what ``json`` wrote.
    init?(json: JSONValue) {
        let named = json.object ?? [:]
        guard named.count == 1, let member = named.first, let count = member.value.int else { return nil }
        self.init(text: "\(member.key):\(count)")
    }

    /// As a view names it, and as a request would: `{"words":180}`.
    var json: JSONValue {
        switch self {
        case .words(let count): ["words": JSONValue(count)]
        case .lines(let count): ["lines": JSONValue(count)]
        case .tokens(let count): ["tokens": JSONValue(count)]
        }
    }

    /// What the extractor keeps to.
    var extractor: Budget {
        switch self {
        case .words(let count): .words(count)
        case .lines(let count): .lines(count)
        case .tokens(let count): .tokens(count)
        }
    }
}
