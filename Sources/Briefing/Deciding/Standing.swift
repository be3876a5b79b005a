import Conversations

/// How the caller stands to conversations, as the sources say; a token cannot assert it.
struct Standing {
    private let callerStaff: [KnownStaff]

    /// Takes the rows of staff that are the caller's.
    init(_ input: BriefingInput) {
        callerStaff = input.callerStaff.filter { $0.isCaller(input.caller) }
    }

    /// Whether a conversation is assigned to the caller or to the caller's team.
    func isAssigned(_ conversation: Conversation) -> Bool {
        callerStaff.contains { known in
            guard known.source == conversation.id.source else { return false }
            let isOwn = conversation.assignee.map { $0 == known.member.id } ?? false
            let isTeams = conversation.team.flatMap { team in known.member.team.map { $0 == team } } ?? false
            return isOwn || isTeams
        }
    }
}
