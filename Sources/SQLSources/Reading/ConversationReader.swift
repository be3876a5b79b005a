import Conversations
import RuleFiles

/// Reads the conversations of some persons.
struct ConversationReader {
    /// The most conversations read; more are cut to the newest and reported as partial.
    static let conversationsMax = 1000

    let store: StoreReader
    let mapping: SourceMapping
    let reach: RecordReach

    /// What was read of conversations.
    struct Reading {
        /// Those within reach, by time of opening, then id.
        var kept: [Conversation] = []
        /// Whether some within reach were cut.
        var isCut = false
        /// The fields of those outside.
        var outsideFields: [Field] = []
    }

    /// The conversations of some persons.
    func conversations(of ids: [String]) throws -> Reading {
        guard let rules = mapping.conversations else { return Reading() }
        let asked = Set(ids)
        var found: [ConversationID: Conversation] = [:]
        try store.forEach(rules.rows, ["ids": ids.asParameter]) { row in
            var reading = RowReading(row, query: rules.rows, zone: mapping.zone)
            // WHY: a statement that forgets its condition must not give one customer another's conversations.
            guard asked.contains(try reading.required("person", rules.person)),
                try !reading.flag("deleted", rules.deleted)
            else { return }
            let conversation = try conversation(from: &reading, rules)
            guard found[conversation.id] == nil else {
                throw rules.id.problem(in: rules.rows, "expected one row a conversation, found two")
            }
            found[conversation.id] = conversation
        }
        // WHY before the cut: what is outside must not push out what is inside.
        let within = found.values.filter(reach.covers).sorted {
            ($0.openedAt, $0.id) < ($1.openedAt, $1.id)
        }
        return Reading(
            kept: within.suffix(Self.conversationsMax), isCut: within.count > Self.conversationsMax,
            outsideFields: found.values.filter { !reach.covers($0) }.flatMap(\.fields))
    }

    private func conversation(
        from reading: inout RowReading, _ rules: ConversationMapping
    ) throws(RuleFileProblem) -> Conversation {
        let id = try reading.required("id", rules.id)
        guard id.utf8.count <= 256 else {
            throw rules.id.problem(in: rules.rows, "expected an id of at most 256 bytes")
        }
        let version = try reading.text("version", rules.version) ?? ""
        let isOpen = try reading.flag("open", rules.open)
        let status = try reading.required("status", rules.status)
        let subject = try reading.text("subject", rules.subject) ?? ""
        let channel = try reading.required("channel", rules.channel)
        let contactType: ContactType? = try reading.identifier("contact_type", rules.contactType)
        let queue: QueueID? = try reading.identifier("queue", rules.queue)
        let region: RegionID? = try reading.identifier("region", rules.region)
        let assignee: StaffID? = try reading.identifier("assignee", rules.assignee)
        let team: TeamID? = try reading.identifier("team", rules.team)
        let owner: StaffID? = try reading.identifier("owner", rules.owner)
        let knownIssue = try reading.text("known_issue", rules.knownIssue)
        let openedAt = try reading.moment("opened_at", rules.openedAt)
        let fields = try reading.fields(rules.fields)
        return Conversation(
            id: ConversationID(source: mapping.source, id: id),
            record: Record(
                reference: RecordReference(source: mapping.source, id: id, version: version),
                fieldsAsRead: reading.fieldsAsRead),
            isOpen: isOpen, status: status, subject: subject, channel: channel,
            contactType: contactType ?? "general", queue: queue, region: region, assignee: assignee,
            team: team, owner: owner, knownIssue: knownIssue, openedAt: openedAt.at, fields: fields)
    }
}
