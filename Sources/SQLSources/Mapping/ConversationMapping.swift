import Conversations
import RuleFiles

/// How rows become conversations.
struct ConversationMapping: Hashable, Sendable {
    let rows: NamedQuery
    let id: ColumnRule
    /// The person whose conversation it is; compared with the persons that were asked for.
    let person: ColumnRule
    let version: ColumnRule?
    let open: ColumnRule
    let status: ColumnRule
    let subject: ColumnRule?
    let channel: ColumnRule
    let contactType: ColumnRule?
    let queue: ColumnRule?
    let region: ColumnRule?
    let assignee: ColumnRule?
    let team: ColumnRule?
    let owner: ColumnRule?
    let knownIssue: ColumnRule?
    let openedAt: ColumnRule
    let deleted: ColumnRule?
    let fields: [FieldRule]

    static let keys = [
        "rows", "id", "person", "version", "open", "status", "subject", "channel", "contact_type", "queue",
        "region", "assignee", "team", "owner", "known_issue", "opened_at", "deleted", "fields",
    ]

    init(_ node: RuleNode, known: Set<FieldClass>?) throws(RuleFileProblem) {
        try node.allowOnly(Self.keys)
        rows = try NamedQuery(node.member("rows"), name: "conversations.rows", parameters: ["ids"])
        id = try ColumnRule(node.member("id"))
        person = try ColumnRule(node.member("person"))
        version = try ColumnRule.optional("version", of: node)
        open = try ColumnRule(node.member("open"))
        status = try ColumnRule(node.member("status"))
        subject = try ColumnRule.optional("subject", of: node)
        channel = try ColumnRule(node.member("channel"))
        contactType = try ColumnRule.optional("contact_type", of: node)
        queue = try ColumnRule.optional("queue", of: node)
        region = try ColumnRule.optional("region", of: node)
        assignee = try ColumnRule.optional("assignee", of: node)
        team = try ColumnRule.optional("team", of: node)
        owner = try ColumnRule.optional("owner", of: node)
        knownIssue = try ColumnRule.optional("known_issue", of: node)
        openedAt = try ColumnRule.moment("opened_at", of: node)
        deleted = try ColumnRule.optional("deleted", of: node)
        fields = try FieldRule.list(node.optional("fields"), known: known, reserved: Self.keys)
    }

    var columns: [ColumnRule] {
        let optional = [
            version, subject, contactType, queue, region, assignee, team, owner, knownIssue, deleted,
        ]
        return [id, person, open, status, channel, openedAt] + optional.compactMap { $0 }
            + fields.map(\.value)
    }
}

/// How rows become interactions.
struct InteractionMapping: Hashable, Sendable {
    let rows: NamedQuery
    let id: ColumnRule
    let conversation: ColumnRule
    let version: ColumnRule?
    let kind: ColumnRule
    let author: ColumnRule
    let authorID: ColumnRule?
    let organisation: ColumnRule?
    let visibility: ColumnRule
    let channel: ColumnRule
    let at: ColumnRule
    let subject: ColumnRule?
    let text: ColumnRule
    let edited: ColumnRule?
    /// Orders several rows of one message; the highest is the newest.
    let revision: ColumnRule?
    let attachments: ColumnRule?
    let deleted: ColumnRule?

    static let keys = [
        "rows", "id", "conversation", "version", "kind", "author", "author_id", "organisation", "visibility",
        "channel", "at", "subject", "text", "edited", "revision", "attachments", "deleted",
    ]

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(Self.keys)
        rows = try NamedQuery(node.member("rows"), name: "interactions.rows", parameters: ["ids"])
        id = try ColumnRule(node.member("id"))
        conversation = try ColumnRule(node.member("conversation"))
        version = try ColumnRule.optional("version", of: node)
        kind = try ColumnRule(node.member("kind"))
        try kind.expectWords(InteractionKind.allCases.map(\.rawValue))
        author = try ColumnRule(node.member("author"))
        try author.expectWords(AuthorRole.allCases.map(\.rawValue))
        authorID = try ColumnRule.optional("author_id", of: node)
        organisation = try ColumnRule.optional("organisation", of: node)
        visibility = try ColumnRule(node.member("visibility"))
        try visibility.expectWords([Visibility.public, .internal].map(\.rawValue))
        channel = try ColumnRule(node.member("channel"))
        at = try ColumnRule.moment("at", of: node)
        subject = try ColumnRule.optional("subject", of: node)
        text = try ColumnRule(node.member("text"))
        edited = try ColumnRule.optional("edited", of: node)
        revision = try ColumnRule.optional("revision", of: node)
        attachments = try ColumnRule.optional("attachments", of: node)
        deleted = try ColumnRule.optional("deleted", of: node)
    }

    var columns: [ColumnRule] {
        let optional = [
            version, authorID, organisation, subject, edited, revision, attachments, deleted,
        ]
        return [id, conversation, kind, author, visibility, channel, at, text] + optional.compactMap { $0 }
    }
}

extension ColumnRule {
    /// A column of moments, which must say how it writes them.
    static func moment(_ key: String, of node: RuleNode) throws(RuleFileProblem) -> ColumnRule {
        let rule = try ColumnRule(node.member(key))
        guard rule.time != nil, rule.column != nil else {
            let forms = TimeForm.allCases.map(\.rawValue).joined(separator: ", ")
            throw try node.member(key).problem("expected \"column\" and \"time\" (one of: \(forms))")
        }
        return rule
    }
}
