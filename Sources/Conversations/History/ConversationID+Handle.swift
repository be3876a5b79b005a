extension ConversationID {
    /// The source that stands for "as an answer named it"; no mapping bears this name with an id of a handle's length.
    private static let handleSource: SourceID = "handle"

    /// Reads a conversation as an answer named it: `source:id`, or the handle given to callers who are shown no
    /// references (16 characters of base64url).
    public static func named(_ text: String) -> ConversationID? {
        if let id = ConversationID(text) { return id }
        let isHandle =
            text.utf8.count == 16
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (Character(scalar).isLetter || Character(scalar).isNumber
                        || "-_".unicodeScalars.contains(scalar))
            }
        return isHandle ? ConversationID(source: handleSource, id: text) : nil
    }

    /// The handle that stands for a conversation until the ledger says for which, `nil` for one named by its source.
    public var handle: String? { source == Self.handleSource ? id : nil }
}
