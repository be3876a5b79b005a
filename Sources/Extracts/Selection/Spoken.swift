import Conversations

/// A message without its text: who spoke, where and what it is.
struct Spoken {
    let author: AuthorRole
    let isStaffByID: Bool
    /// Counted from 0 in the order of first words.
    let conversation: Int
    let isOpen: Bool
    let authorNumber: Int?
    let kind: InteractionKind
    /// Whether it is an event rather than somebody's words.
    let isEvent: Bool

    init(_ message: ExtractMessage, conversation: Int) {
        author = message.author
        isStaffByID = message.isStaffByID
        self.conversation = conversation
        isOpen = message.isOpen
        authorNumber = message.authorNumber
        kind = message.kind
        isEvent = kind.isEvent
    }
}
