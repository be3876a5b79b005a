import Conversations
import Extracts

/// The `coverage` member: what was read of each source, and what was not read at all.
struct CoverageBody {
    let references: References

    /// The most messages without a lexicon that are named.
    static let unreadMessagesMax = 20

    func json(
        _ coverage: [SourceCoverage], attachments: [String], language: JSONValue? = nil,
        isBudgetTooSmall: Bool = false, withoutRoom: [Section] = []
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "complete": .bool(coverage.allSatisfy(\.isComplete)),
            "sources": .array(coverage.map(line)),
            "attachments_not_read": .array(attachments.map(JSONValue.string)),
        ]
        members["language"] = language
        if isBudgetTooSmall { members["budget_too_small"] = true }
        if !withoutRoom.isEmpty { members["no_room"] = .array(withoutRoom.map { .string($0.rawValue) }) }
        return .object(members)
    }

    /// Which messages were in a language without a lexicon, and by what such a message is judged.
    func language(_ records: [RecordReference], languages: [String]) -> JSONValue {
        [
            "lexicons": .array(languages.map(JSONValue.string)),
            "messages_without_lexicon": JSONValue(records.count),
            "judged_by": records.isEmpty ? [] : ["position", "length", "values"],
            "records": .array(records.prefix(Self.unreadMessagesMax).map(references.record)),
        ]
    }

    private func line(_ coverage: SourceCoverage) -> JSONValue {
        var members: [String: JSONValue] = [
            "source": references.source(coverage.source),
            "as_of": .string(coverage.asOf.description),
            "persons_complete": .bool(coverage.arePersonsComplete),
        ]
        switch coverage.state {
        case .complete: members["state"] = "complete"
        case .partial(let read, let available):
            members["state"] = "partial"
            members["read"] = JSONValue(read)
            members["available"] = available.map { JSONValue($0) } ?? .null
        case .stale(let asOf):
            members["state"] = "stale"
            members["as_of"] = .string(asOf.description)
        case .unavailable(let reason):
            members["state"] = "unavailable"
            members["reason"] = .string(reason.rawValue)
        }
        return .object(members)
    }

    /// One word a source, for the leaf.
    static func leafMember(_ coverage: [SourceCoverage]) -> JSONValue {
        .array(
            coverage.map { line in
                let state: String
                switch line.state {
                case .complete: state = line.arePersonsComplete ? "complete" : "partial"
                case .partial: state = "partial"
                case .stale: state = "stale"
                case .unavailable(let reason): state = "unavailable:" + reason.rawValue
                }
                return ["source": .string(line.source.text), "state": .string(state)]
            })
    }
}
