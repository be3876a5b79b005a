import Conversations
import Detection
import FieldPolicy
import Redaction

/// An interaction whose text the caller may read, after treatment.
struct TreatedInteraction {
    let interaction: Interaction
    let text: TreatedText
    /// Whether the organisation of an external caller wrote it, so that it was never searched by match.
    var byOwnOrganisation = false
}

/// The file name of an attachment, after treatment.
struct TreatedAttachment {
    let conversation: ConversationID
    let text: TreatedText
}

/// The timeline as one caller may read it.
struct TreatedTimeline {
    let interactions: [TreatedInteraction]
    let subjects: [ConversationID: TreatedText]
    let attachmentTexts: [TreatedAttachment]
    /// Events of the sources that have no words: who took a case, when it was opened again.
    var silentEvents: [Interaction] = []
    var withheld: WithheldTally
    var shown: ShownTally
    /// Whether the caller's own organisation wrote what looks like a list of guesses.
    var isGuessList = false

    /// The last event without words of each kind and conversation, at most ``eventsMax``, in order of time.
    var standingEvents: [Interaction] {
        struct Key: Hashable {
            let conversation: ConversationID
            let kind: InteractionKind
        }
        var seen: Set<Key> = []
        let last = silentEvents.reversed().filter {
            seen.insert(Key(conversation: $0.conversation, kind: $0.kind)).inserted
        }
        return last.prefix(Self.eventsMax).reversed()
    }

    private static let eventsMax = 20

    var attachments: [String] { attachmentTexts.map(\.text.text) }
}

/// Treats every text of a timeline for one view.
struct TimelineTreatment {
    let redactor: RequestRedactor
    let answers: AnswerRules
    /// The organisation of an external caller, whose own text is never searched by match.
    let ownOrganisation: OrganisationID?

    private var view: PolicyView { redactor.view }

    /// Treats texts, subjects and attachment names in one go, so that values split over two messages are found.
    ///
    /// - Parameters:
    ///   - timeline: what was read.
    ///   - excluded: conversations that wait for review and are not shown.
    ///   - newer: what came after a release's watermark and is not shown.
    /// - Returns: what the caller may read, with the tallies so far.
    /// - Throws: ``RedactionFailure`` when nothing may be shown.
    func treat(
        _ timeline: Timeline, excluding excluded: Set<ConversationID>, newer: Set<RecordReference> = []
    ) throws(RedactionFailure) -> TreatedTimeline {
        var withheld = WithheldTally()
        var shown = ShownTally()
        let within = timeline.interactions.filter {
            !excluded.contains($0.conversation) && !newer.contains($0.record.reference)
        }
        func mayBeRead(_ interaction: Interaction) -> Bool {
            isShown(interaction.visibility == .public ? .message : .note, &shown, &withheld)
        }
        let readable = within.filter { !$0.text.isEmpty && mayBeRead($0) }
        let silent = within.filter { $0.text.isEmpty && $0.kind.isEvent && mayBeRead($0) }
        let conversations = timeline.conversations.filter {
            !excluded.contains($0.id) && !$0.subject.isEmpty && isShown(.subject, &shown, &withheld)
        }
        let names = within.flatMap { interaction in
            interaction.attachments.map { (interaction.conversation, $0) }
        }.filter { _ in isShown(.attachment, &shown, &withheld) }
        let texts =
            readable.map { redactable($0) }
            + conversations.map { RedactableMessage(text: $0.subject, byOwnOrganisation: false) }
            + names.map { RedactableMessage(text: $0.1, byOwnOrganisation: false) }
        let treated = try redactor.treat(messages: texts)
        for count in treated.withheld {
            withheld.add(count.fieldClass, view.decision(for: count.fieldClass), count: count.count)
        }
        let bodies = treated.messages.map(\.text)
        let subjects = bodies.dropFirst(readable.count)
        return TreatedTimeline(
            interactions: zip(zip(readable, texts), bodies).map { source, text in
                TreatedInteraction(
                    interaction: source.0, text: text, byOwnOrganisation: source.1.byOwnOrganisation)
            },
            subjects: Dictionary(zip(conversations.map(\.id), subjects)) { first, _ in first },
            attachmentTexts: zip(names, subjects.dropFirst(conversations.count)).map {
                TreatedAttachment(conversation: $0.0, text: $1)
            }, silentEvents: silent, withheld: withheld, shown: shown,
            isGuessList: treated.isGuessList
        )
    }

    private func redactable(_ interaction: Interaction) -> RedactableMessage {
        let isOwn = ownOrganisation.map { $0 == interaction.author.organisation } ?? false
        return RedactableMessage(text: interaction.text, byOwnOrganisation: isOwn)
    }

    private func isShown(_ part: AnswerPart, _ shown: inout ShownTally, _ withheld: inout WithheldTally)
        -> Bool
    {
        let fieldClass = answers.fieldClass(of: part)
        let decision = view.decision(for: fieldClass)
        guard decision.treatment == .show else {
            withheld.add(fieldClass, decision)
            return false
        }
        shown.add(fieldClass, decision)
        return true
    }
}
