import AuditTrail
import Conversations
import FieldPolicy

/// How records, conversations and sources are named in an answer: as they are, or by an opaque handle of this disclosure.
struct References {
    let isShown: Bool
    let keys: DisclosureKeys
    let digester: any Digester

    /// The name of a record, and for whom references are withheld its handle.
    func record(_ reference: RecordReference) -> JSONValue {
        guard isShown else {
            return ["handle": .string(handle("record", reference.source.text, reference.id))]
        }
        return [
            "source": .string(reference.source.text), "id": .string(reference.id),
            "version": .string(reference.version),
        ]
    }

    /// The name of a conversation or its handle.
    func conversation(_ id: ConversationID) -> JSONValue {
        isShown ? .string(id.description) : .string(handle("conversation", id.source.text, id.id))
    }

    /// The name of a source or its handle.
    func source(_ id: SourceID) -> JSONValue {
        isShown ? .string(id.text) : .string(handle("source", id.text))
    }

    /// The name of a customer or its handle.
    func customer(_ id: CustomerID) -> JSONValue {
        isShown ? .string(id.description) : .string(handle("customer", id.description))
    }

    /// 16 characters that tell nothing to whoever lacks the disclosure's handle key.
    func handle(_ parts: String...) -> String {
        let message = "throughline/handle/v1\n" + JSONValue.array(parts.map(JSONValue.string)).text()
        return Base64URL.encode(digester.hmacSHA256(key: keys.handleKey, Array(message.utf8)).prefix(12))
    }
}
