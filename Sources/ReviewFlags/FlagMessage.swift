public import Conversations

/// One message as the flag detector reads it.
public struct FlagMessage: Hashable, Sendable {
    /// In which part its author speaks; `other` is read like a customer.
    public let author: AuthorRole
    /// The raw text; evidence spans are UTF-8 bytes of it.
    public let text: String
    /// When it was written, `nil` when nobody knows. It does not change what is found.
    public let at: Timestamp?

    /// The most UTF-8 bytes of one message; a longer one is not assessed.
    public static let textBytesMax = 65_536

    /// Joins the parts.
    public init(author: AuthorRole, text: String, at: Timestamp? = nil) {
        self.author = author
        self.text = text
        self.at = at
    }
}
