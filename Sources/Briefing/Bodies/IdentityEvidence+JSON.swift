import Conversations
import Identity

extension IdentityEvidence {
    /// The evidence as answers and leaves show it.
    var json: JSONValue {
        [
            "rule": .string(rule.text), "verdict": .string(verdict.rawValue), "key": JSONValue(key?.rawValue),
            "sources": .array(sources.map { .string($0.text) }),
        ]
    }
}
