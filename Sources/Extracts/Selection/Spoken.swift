import Conversations

/// A message without its text: who spoke, where and what it is.
struct Spoken {
    let author: AuthorRole
    let isStaffByID: Bool
    let conversation: Int
    let isOpen: Bool
    let authorNumber: Int?
    let kind: InteractionKind
    /// Whether it is an event rather than somebody's words.
    let isEvent: Bool

    init(_ message: ExtractMessage) {
        author = message.author
        isStaffByID = message.isStaffByID
        conversation = message.conversation
        isOpen = message.isOpen
        authorNumber = message.authorNumber
        kind = message.kind
        isEvent = kind.isEvent
    }
}
