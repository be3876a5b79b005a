import Conversations
import RuleFiles

/// Reads the interactions of some conversations: each once in its newest version, the newest first when
/// bounded.
struct InteractionReader {
    /// What was read, in order of time.
    struct Reading {
        var kept: [Interaction] = []
        /// How many there are within the reach's age, deleted ones not counted.
        var available = 0
        /// How many of those were read, texts that are too long or no text not counted.
        var read = 0
        /// Whether everything was read, also what is older in open conversations.
        var isWhole = true
    }

    /// One message before its versions are settled.
    private struct Draft {
        var interaction: Interaction
        var revision: Revision
        var isDeleted: Bool
    }

    /// What is remembered of a message that was cut.
    private struct Pruned {
        let revision: Revision
        let isDeleted: Bool
        let conversation: ConversationID
        let at: Timestamp
    }

    /// Orders versions: by number when the store counts, else by the bytes of the text.
    private struct Revision: Comparable {
        let number: Int64
        let text: String

        static func < (left: Revision, right: Revision) -> Bool {
            left.number == right.number
                ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.number < right.number
        }
    }

    let store: StoreReader
    let mapping: SourceMapping
    let interactionsMax: Int
    let reach: RecordReach

    /// The newest interactions of the conversations that count, at most ``interactionsMax``.
    func interactions(of conversations: [Conversation]) throws -> Reading {
        guard let rules = mapping.interactions, !conversations.isEmpty else { return Reading() }
        let known = Set(conversations.map(\.id.id))
        var drafts: [String: Draft] = [:]
        // The versions of messages that were pruned, so that they are counted once and recognised as edited.
        var pruned: [String: Pruned] = [:]
        try store.forEach(rules.rows, ["ids": conversations.map(\.id.id).asParameter]) { row in
            guard let draft = try draft(from: row, rules, known: known) else { return }
            let id = draft.interaction.record.reference.id
            // WHY: an older version of a message whose newest one was cut stays cut.
            if let cut = pruned[id], draft.revision < cut.revision { return }
            drafts[id] = try settle(draft, against: drafts[id], pruned.removeValue(forKey: id), rules)
            if drafts.count > 2 * interactionsMax + 64 { prune(&drafts, into: &pruned) }
        }
        let alive = drafts.values.filter { !$0.isDeleted }.map(\.interaction)
        let gone = pruned.values.filter { !$0.isDeleted }
        return within(alive, gone, conversations)
    }

    /// What is young enough of everything that was read, and then what is older in open conversations: it takes no room
    /// from what is drawn on, and is not counted.
    private func within(
        _ alive: [Interaction], _ gone: [Pruned], _ conversations: [Conversation]
    ) -> Reading {
        var newest: [ConversationID: Timestamp] = [:]
        let moments =
            alive.map { ($0.conversation, $0.at) } + gone.map { ($0.conversation, $0.at) }
        for (conversation, at) in moments {
            newest[conversation] = max(at, newest[conversation] ?? at)
        }
        let drawn = reach.horizons(of: conversations, newest: newest)
        let read = reach.readingHorizons(of: conversations)
        func isAfter(_ horizons: [ConversationID: Timestamp], _ moment: (ConversationID, Timestamp)) -> Bool {
            horizons[moment.0].map { moment.1 >= $0 } ?? true
        }
        let sorted = alive.filter { isAfter(read, ($0.conversation, $0.at)) }.sorted(by: Self.isBefore)
        let young = sorted.filter { isAfter(drawn, ($0.conversation, $0.at)) }.suffix(interactionsMax)
        let older = sorted.filter { !isAfter(drawn, ($0.conversation, $0.at)) }
        var reading = Reading()
        reading.kept = (young + older.suffix(interactionsMax - young.count)).sorted(by: Self.isBefore)
        reading.available = moments.count { isAfter(drawn, $0) }
        reading.read = young.count { !$0.isTextUnread }
        reading.isWhole =
            reading.kept.count == moments.count { isAfter(read, $0) }
            && !reading.kept.contains(where: \.isTextUnread)
        return reading
    }

    private func settle(
        _ new: Draft, against old: Draft?, _ pruned: Pruned?,
        _ rules: InteractionMapping
    ) throws(RuleFileProblem) -> Draft {
        guard old != nil || pruned != nil else { return new }
        guard rules.revision != nil else {
            throw rules.id.problem(
                in: rules.rows, "expected one row a message, found two; name a \"revision\" column")
        }
        var newest = new
        if let old, new.revision < old.revision { newest = old }
        newest.interaction = newest.interaction.asEdited
        return newest
    }

    private func prune(
        _ drafts: inout [String: Draft], into pruned: inout [String: Pruned]
    ) {
        let sorted = drafts.values.sorted { Self.isBefore($0.interaction, $1.interaction) }
        for draft in sorted.dropLast(interactionsMax) {
            let id = draft.interaction.record.reference.id
            drafts[id] = nil
            pruned[id] = Pruned(
                revision: draft.revision, isDeleted: draft.isDeleted,
                conversation: draft.interaction.conversation, at: draft.interaction.at)
        }
    }

    private static func isBefore(_ left: Interaction, _ right: Interaction) -> Bool {
        (left.at, left.record.reference) < (right.at, right.record.reference)
    }

    private func draft(
        from row: StoredRow, _ rules: InteractionMapping, known: Set<String>
    ) throws(RuleFileProblem) -> Draft? {
        var reading = RowReading(row, query: rules.rows, zone: mapping.zone)
        let conversation = try reading.required("conversation", rules.conversation)
        guard known.contains(conversation) else { return nil }
        let id = try reading.required("id", rules.id)
        let version = try reading.text("version", rules.version) ?? ""
        let isDeleted = try reading.flag("deleted", rules.deleted)
        let revision = try reading.text("revision", rules.revision) ?? ""
        let kind = try reading.choice("kind", rules.kind, of: InteractionKind.self)
        let author = try author(from: &reading, rules)
        let visibility = try reading.visibility(rules.visibility)
        let channel = try reading.required("channel", rules.channel)
        let moment = try reading.moment("at", rules.at)
        let subject = try reading.boundedText("subject", rules.subject)
        let text = try reading.boundedText("text", rules.text)
        let isEdited = try reading.flag("edited", rules.edited)
        let attachments = try reading.items("attachments", rules.attachments)
        let interaction = Interaction(
            record: Record(
                reference: RecordReference(source: mapping.source, id: id, version: version),
                fieldsAsRead: reading.fieldsAsRead),
            conversation: ConversationID(source: mapping.source, id: conversation), kind: kind,
            author: author, visibility: visibility, channel: channel, at: moment.at,
            isTimeUncertain: moment.isUncertain, subject: subject ?? "", text: text ?? "",
            isEdited: isEdited, attachments: attachments, isTextUnread: subject == nil || text == nil)
        return Draft(
            interaction: interaction, revision: Revision(number: Int64(revision) ?? 0, text: revision),
            isDeleted: isDeleted)
    }

    private func author(
        from reading: inout RowReading, _ rules: InteractionMapping
    ) throws(RuleFileProblem) -> Author {
        Author(
            role: try reading.choice("author", rules.author, of: AuthorRole.self),
            id: try reading.identifier("author_id", rules.authorID),
            organisation: try reading.identifier("organisation", rules.organisation))
    }
}

extension RowReading {
    /// A text that may be too long: `nil` when it was kept out, empty when there is none.
    fileprivate mutating func boundedText(
        _ name: String, _ rule: ColumnRule?
    ) throws(RuleFileProblem) -> String? {
        guard let rule else { return "" }
        if case .unread = try stored(name, rule) { return nil }
        return try text(name, rule) ?? ""
    }
}

extension Interaction {
    /// The same interaction, marked as the newest of several versions.
    fileprivate var asEdited: Interaction {
        Interaction(
            record: record, conversation: conversation, kind: kind, author: author, visibility: visibility,
            channel: channel, at: at, isTimeUncertain: isTimeUncertain, subject: subject, text: text,
            isEdited: true, attachments: attachments, isTextUnread: isTextUnread)
    }
}
