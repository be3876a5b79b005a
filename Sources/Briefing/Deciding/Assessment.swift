import Conversations
import ReviewFlags
import ReviewQueue

/// The flags of one conversation.
struct AssessedConversation {
    let conversation: Conversation
    var standing: ConversationStanding
    let flags: [Flag]
    /// The release in force for this request, if any.
    var release: CaseRelease?
    /// What was said after it, and is not reviewed.
    var newer: [Interaction] = []
    /// The case in which a person decided that this request's view is not given.
    var withheld: ReviewCase?
}

/// Looks for flags on the raw timeline, one conversation at a time.
struct Assessor {
    let detector: FlagDetector
    let notAssessedSeverity: Int

    /// Assesses a conversation; text that the source reports as cut or too long is *not assessed*.
    ///
    /// - Parameters:
    ///   - conversation: which one.
    ///   - timeline: what was read.
    ///   - watermark: only what is found in later messages counts; without one everything does.
    /// - Returns: the flags and how the conversation stands.
    func assess(
        _ conversation: Conversation, in timeline: Timeline, after watermark: Watermark? = nil
    ) -> AssessedConversation {
        let interactions = timeline.interactions.filter { $0.conversation == conversation.id }
        let messages = interactions.map {
            FlagMessage(
                author: $0.author.role,
                text: $0.subject.isEmpty ? $0.text : $0.subject + "\n" + $0.text, at: $0.at)
        }
        let opening =
            conversation.subject.isEmpty
            ? [] : [FlagMessage(author: .customer, text: conversation.subject, at: conversation.openedAt)]
        var assessment = detector.assess(
            opening + messages, signals: detector.signals(of: conversation, in: timeline))
        if let watermark {
            let later = Set(
                interactions.indices.filter { interactions[$0].isAfter(watermark) }.map { $0 + opening.count }
            )
            // WHY: fields of the conversation and of the person were dismissed with the rest; new events were not.
            let laterRecords = Set(later.map { interactions[$0 - opening.count].record.reference })
            assessment = Assessment(
                gaps: assessment.gaps.filter { later.contains($0.message) },
                flags: assessment.flags.filter { flag in
                    flag.evidence.contains { later.contains($0.message) }
                        || flag.fields.contains { laterRecords.contains($0.record) }
                },
                suppressed: assessment.suppressed)
        }
        let isUnread = interactions.contains {
            $0.isTextUnread && (watermark == nil || $0.isAfter(watermark))
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
