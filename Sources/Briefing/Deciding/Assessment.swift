import Conversations
import ReviewFlags

/// The flags of one conversation.
struct AssessedConversation {
    let conversation: Conversation
    let standing: ConversationStanding
    let flags: [Flag]
}

/// Looks for flags on the raw timeline, one conversation at a time.
struct Assessor {
    let detector: FlagDetector
    let notAssessedSeverity: Int

    /// Assesses a conversation; text that the source reports as cut or too long is *not assessed*.
    func assess(_ conversation: Conversation, in timeline: Timeline) -> AssessedConversation {
        let messages = timeline.interactions.filter { $0.conversation == conversation.id }.map {
            FlagMessage(
                author: $0.author.role,
                text: $0.subject.isEmpty ? $0.text : $0.subject + "\n" + $0.text, at: $0.at)
        }
        let opening =
            conversation.subject.isEmpty
            ? [] : [FlagMessage(author: .customer, text: conversation.subject, at: conversation.openedAt)]
        let assessment = detector.assess(opening + messages)
        let isUnread = timeline.interactions.contains {
            $0.conversation == conversation.id && $0.isTextUnread
        }
        return AssessedConversation(
            conversation: conversation, standing: isUnread ? .notAssessed : standing(assessment),
            flags: assessment.flags)
    }

    private func standing(_ assessment: Assessment) -> ConversationStanding {
        let concerns = assessment.flags.map { CaseConcern(category: $0.category, severity: $0.severity) }
        if assessment.gaps.contains(where: { $0.reason != .languageWithoutRules }) { return .notAssessed }
        let unread =
            assessment.gaps.isEmpty ? [] : [CaseConcern(category: nil, severity: notAssessedSeverity)]
        return concerns.isEmpty && unread.isEmpty ? .clear : .flagged(concerns + unread)
    }
}
