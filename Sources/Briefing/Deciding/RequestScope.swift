import Conversations

/// Which conversations a request is about, and which may be read for it.
struct RequestScope {
    /// The conversations that the gate looks at: the requested one while it is open, else all open ones.
    let gated: [Conversation]
    /// The requested conversation, `nil` when none was named.
    let requested: Conversation?
    /// All conversations of the customer.
    let all: [Conversation]

    /// Fails with `nil` when the named conversation is not this customer's.
    init?(request: SummaryRequest, timeline: Timeline) {
        all = timeline.conversations
        guard let id = request.conversation else {
            requested = nil
            gated = all.filter(\.isOpen)
            return
        }
        guard let conversation = all.first(where: { $0.id == id }) else { return nil }
        requested = conversation
        gated = conversation.isOpen ? [conversation] : []
    }

    /// The kinds of contact that decide which purposes are allowed.
    var contactTypes: [ContactType] {
        let conversations = requested.map { [$0] } ?? gated
        return conversations.isEmpty ? ["general"] : conversations.map(\.contactType)
    }
}
