public import Conversations

extension SourceExport {
    /// Reads a file that ``json`` wrote.
    ///
    /// - Throws: ``ExportProblem`` naming the first member that does not fit.
    public init(json: JSONValue) throws(ExportProblem) {
        let root = ExportMember(value: json, path: "")
        guard try root["schema"].text() == Self.schema else { throw root["schema"].problem(Self.schema) }
        at = try root["at"].time()
        let gaps = try root["incomplete"].each { (item) throws(ExportProblem) -> SourceID in
            try item.identifier()
        }
        let conversations = try root["conversations"].each(Self.conversation)
        guard Set(conversations.map(\.id)).count == conversations.count else {
            throw root["conversations"].problem("each conversation once")
        }
        timeline = Timeline(
            [
                SourceHistory(
                    coverage: SourceCoverage(
                        source: "export", state: .complete, arePersonsComplete: gaps.isEmpty,
                        personClasses: [], canCarryFlags: false, asOf: at),
                    persons: try root["persons"].each(Self.person),
                    household: try root["household"].each(Self.person),
                    conversations: conversations,
                    interactions: try root["interactions"].each(Self.interaction))
            ], outsideFields: try root["outside_fields"].each(Self.field))
        staff = try root["staff"].each(Self.member)
    }

    private static func record(_ row: ExportMember) throws(ExportProblem) -> Record {
        guard let fields = row["as_read"].value.object else { throw row["as_read"].problem("an object") }
        return Record(
            reference: RecordReference(
                source: try row["source"].identifier(), id: try row["id"].text(),
                version: try row["version"].text()), fieldsAsRead: fields)
    }

    private static func field(_ row: ExportMember) throws(ExportProblem) -> Field {
        guard let fieldClass = FieldClass(try row["class"].text()) else {
            throw row["class"].problem("a field class")
        }
        return Field(
            name: try row["name"].text(), fieldClass: fieldClass, value: try row["value"].text())
    }

    private static func identifier(_ row: ExportMember) throws(ExportProblem) -> PersonIdentifier {
        let key: PersonKey
        if let email = row["email"].value.string {
            key = .email(email)
        } else if let phone = row["phone"].value.string {
            key = .phone(phone)
        } else {
            key = .external(system: try row["system"].identifier(), id: try row["id"].text())
        }
        return PersonIdentifier(key: key, verification: try row["verification"].choice())
    }

    private static func person(_ row: ExportMember) throws(ExportProblem) -> Person {
        let record = try record(row)
        return Person(
            reference: PersonReference(source: record.reference.source, id: try row["person"].text()),
            record: record, identifiers: try row["identifiers"].each(identifier),
            fields: try row["fields"].each(field),
            tier: try row["tier"].optional { (item) throws(ExportProblem) in try item.text() },
            consents: try row["consents"].each { (item) throws(ExportProblem) in
                Consent(id: try item["id"].identifier(), isGiven: try item["given"].bool())
            },
            fence: try row["fence"].optional { (item) throws(ExportProblem) in try item.identifier() })
    }

    private static func conversation(_ row: ExportMember) throws(ExportProblem) -> Conversation {
        let record = try record(row)
        return Conversation(
            id: ConversationID(source: record.reference.source, id: try row["conversation"].text()),
            record: record, isOpen: try row["open"].bool(), status: try row["status"].text(),
            subject: try row["subject"].text(), channel: try row["channel"].text(),
            contactType: try row["contact_type"].identifier(),
            queue: try row["queue"].optional { (item) throws(ExportProblem) in try item.identifier() },
            region: try row["region"].optional { (item) throws(ExportProblem) in try item.identifier() },
            assignee: try row["assignee"].optional { (item) throws(ExportProblem) in try item.identifier() },
            team: try row["team"].optional { (item) throws(ExportProblem) in try item.identifier() },
            owner: try row["owner"].optional { (item) throws(ExportProblem) in try item.identifier() },
            knownIssue: try row["known_issue"].optional { (item) throws(ExportProblem) in try item.text() },
            openedAt: try row["opened_at"].time(), fields: try row["fields"].each(field))
    }

    private static func interaction(_ row: ExportMember) throws(ExportProblem) -> Interaction {
        guard let conversation = ConversationID(try row["conversation"].text()) else {
            throw row["conversation"].problem("source:id")
        }
        let author = row["author"]
        return Interaction(
            record: try record(row), conversation: conversation, kind: try row["kind"].choice(),
            author: Author(
                role: try author["role"].choice(),
                id: try author["id"].optional { (item) throws(ExportProblem) in try item.identifier() },
                organisation: try author["organisation"].optional { (item) throws(ExportProblem) in
                    try item.identifier()
                }),
            visibility: try row["visibility"].choice(), channel: try row["channel"].text(),
            at: try row["at"].time(), isTimeUncertain: try row["time_uncertain"].bool(),
            subject: try row["subject"].text(), text: try row["text"].text(),
            isEdited: try row["edited"].bool(),
            attachments: try row["attachments"].each { (item) throws(ExportProblem) in try item.text() },
            isTextUnread: try row["text_unread"].bool())
    }

    private static func member(_ row: ExportMember) throws(ExportProblem) -> KnownStaff {
        KnownStaff(
            source: try row["source"].identifier(),
            member: StaffMember(
                id: try row["id"].identifier(), subject: try row["subject"].identifier(),
                team: try row["team"].optional { (item) throws(ExportProblem) in try item.identifier() },
                name: try row["name"].optional { (item) throws(ExportProblem) in try item.text() },
                organisation: try row["organisation"].optional { (item) throws(ExportProblem) in
                    try item.identifier()
                }))
    }
}
