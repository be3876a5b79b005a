public import Conversations

/// What the sources hold of one customer, as a file for a check without the gateway.
///
/// It holds raw personal data: whoever makes one reads the stores by themselves, with the stores' own credentials.
public struct SourceExport: Sendable {
    /// The schema of the file.
    public static let schema = "throughline/source-export/v1"

    /// When it was read.
    public let at: Timestamp
    /// Everything that was read.
    public let timeline: Timeline
    /// The rows of staff that own, work on or wrote in the conversations.
    public let staff: [KnownStaff]

    /// Joins what was read.
    public init(at: Timestamp, timeline: Timeline, staff: [KnownStaff]) {
        self.at = at
        self.timeline = timeline
        self.staff = staff
    }

    /// The file.
    public var json: JSONValue {
        [
            "schema": .string(Self.schema), "at": .string(at.description),
            "persons": .array(timeline.persons.map(Self.person)),
            "household": .array(timeline.household.map(Self.person)),
            "conversations": .array(timeline.conversations.map(Self.conversation)),
            "interactions": .array(timeline.interactions.map(Self.interaction)),
            "outside_fields": .array(timeline.outsideFields.map(Self.field)),
            "staff": .array(staff.map(Self.staff)),
            "incomplete": .array(
                timeline.coverage.filter { !$0.isComplete }.map { .string($0.source.text) }),
        ]
    }

    private static func record(_ record: Record) -> [String: JSONValue] {
        [
            "source": .string(record.reference.source.text), "id": .string(record.reference.id),
            "version": .string(record.reference.version), "as_read": .object(record.fieldsAsRead),
        ]
    }

    private static func field(_ field: Field) -> JSONValue {
        [
            "name": .string(field.name), "class": .string(field.fieldClass.path),
            "value": .string(field.value),
        ]
    }

    private static func person(_ person: Person) -> JSONValue {
        var members = record(person.record)
        members["person"] = .string(person.reference.id)
        members["identifiers"] = .array(
            person.identifiers.map { identifier in
                var row: [String: JSONValue] = ["verification": .string(identifier.verification.rawValue)]
                switch identifier.key {
                case .email(let text): row["email"] = .string(text)
                case .phone(let text): row["phone"] = .string(text)
                case .external(let system, let id):
                    row["system"] = .string(system.text)
                    row["id"] = .string(id)
                }
                return .object(row)
            })
        members["fields"] = .array(person.fields.map(field))
        members["tier"] = JSONValue(person.tier)
        members["consents"] = .array(
            person.consents.map { ["id": .string($0.id.text), "given": .bool($0.isGiven)] })
        members["fence"] = JSONValue(person.fence?.text)
        return .object(members)
    }

    private static func conversation(_ conversation: Conversation) -> JSONValue {
        var members = record(conversation.record)
        members["conversation"] = .string(conversation.id.id)
        members["open"] = .bool(conversation.isOpen)
        members["status"] = .string(conversation.status)
        members["subject"] = .string(conversation.subject)
        members["channel"] = .string(conversation.channel)
        members["contact_type"] = .string(conversation.contactType.text)
        members["queue"] = JSONValue(conversation.queue?.text)
        members["region"] = JSONValue(conversation.region?.text)
        members["assignee"] = JSONValue(conversation.assignee?.text)
        members["team"] = JSONValue(conversation.team?.text)
        members["owner"] = JSONValue(conversation.owner?.text)
        members["known_issue"] = JSONValue(conversation.knownIssue)
        members["opened_at"] = .string(conversation.openedAt.description)
        members["fields"] = .array(conversation.fields.map(field))
        return .object(members)
    }

    private static func interaction(_ interaction: Interaction) -> JSONValue {
        var members = record(interaction.record)
        members["conversation"] = .string(interaction.conversation.description)
        members["kind"] = .string(interaction.kind.rawValue)
        members["author"] = [
            "role": .string(interaction.author.role.rawValue),
            "id": JSONValue(interaction.author.id?.text),
            "organisation": JSONValue(interaction.author.organisation?.text),
        ]
        members["visibility"] = .string(interaction.visibility.rawValue)
        members["channel"] = .string(interaction.channel)
        members["at"] = .string(interaction.at.description)
        members["time_uncertain"] = .bool(interaction.isTimeUncertain)
        members["subject"] = .string(interaction.subject)
        members["text"] = .string(interaction.text)
        members["edited"] = .bool(interaction.isEdited)
        members["attachments"] = .array(interaction.attachments.map(JSONValue.string))
        members["text_unread"] = .bool(interaction.isTextUnread)
        return .object(members)
    }

    private static func staff(_ known: KnownStaff) -> JSONValue {
        [
            "source": .string(known.source.text), "id": .string(known.member.id.text),
            "subject": .string(known.member.subject.text), "team": JSONValue(known.member.team?.text),
            "name": JSONValue(known.member.name),
            "organisation": JSONValue(known.member.organisation?.text),
        ]
    }
}
