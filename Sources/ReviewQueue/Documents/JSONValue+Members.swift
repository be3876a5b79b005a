import Conversations

/// Reads members of documents that the ledger keeps; each gives `nil` for what no gateway wrote.
extension JSONValue {
    var moment: Timestamp? { int.map(Timestamp.init(milliseconds:)) }

    func name<Kind: IdentifierKind>() -> Identifier<Kind>? {
        string.flatMap { try? Identifier<Kind>($0) }
    }

    /// Every item of a list read one by one; `nil` when one does not fit.
    func all<Item>(_ read: (JSONValue) -> Item?) -> [Item]? {
        guard let items = array else { return nil }
        let read = items.compactMap(read)
        return read.count == items.count ? read : nil
    }

    /// A member that may be `null`; `.some(nil)` for `null`, `nil` for what does not fit.
    func optional<Item>(_ name: String, _ read: (JSONValue) -> Item?) -> Item?? {
        guard let member = self[name] else { return nil }
        guard member != .null else { return .some(nil) }
        return read(member).map { .some($0) }
    }
}

extension RecordReference {
    var document: JSONValue { [.string(source.text), .string(id), .string(version)] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 3, let source: SourceID = parts[0].name(),
            let id = parts[1].string, let version = parts[2].string
        else { return nil }
        self.init(source: source, id: id, version: version)
    }
}

extension Watermark {
    var document: JSONValue { [.int(at.milliseconds), record.document] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 2, let at = parts[0].moment,
            let record = RecordReference(document: parts[1])
        else { return nil }
        self.init(at: at, record: record)
    }
}

extension LineReference {
    var document: JSONValue {
        [record.document, JSONValue(range.lowerBound), JSONValue(range.upperBound)]
    }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 3,
            let record = RecordReference(document: parts[0]), let start = parts[1].int,
            let end = parts[2].int, 0 <= start, start <= end
        else { return nil }
        self.init(record: record, range: Int(start)..<Int(end))
    }
}

extension CaseConcern {
    var document: JSONValue { [JSONValue(category?.text), JSONValue(severity)] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 2, let severity = parts[1].int,
            (1...4).contains(severity)
        else { return nil }
        let category: FlagCategory? = parts[0].name()
        guard category != nil || parts[0] == .null else { return nil }
        self.init(category: category, severity: Int(severity))
    }
}

extension AccessParty {
    var document: JSONValue {
        [
            "subject": .string(subject.text), "actor": JSONValue(actor?.text),
            "client": .string(client.text), "organisation": .string(organisation.text),
            "role": .string(role.text),
        ]
    }

    init?(document: JSONValue) {
        guard let subject: PrincipalID = document["subject"]?.name(),
            let client: PrincipalID = document["client"]?.name(),
            let organisation: OrganisationID = document["organisation"]?.name(),
            let role: RoleID = document["role"]?.name(),
            let actor: PrincipalID? = document.optional("actor", { $0.name() })
        else { return nil }
        self.init(subject: subject, actor: actor, client: client, organisation: organisation, role: role)
    }
}
