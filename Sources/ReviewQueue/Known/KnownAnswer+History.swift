public import Conversations

extension KnownAnswer {
    /// The subject of whoever seems to ask: nobody's.
    public static let asker: PrincipalID = "throughline"

    /// The id of the conversation: the same for the same seed.
    public func conversation(seed: UInt64) -> ConversationID {
        var numbers = DrawnNumbers(seed: seed)
        let number = Self.number(in: thread.id, &numbers)
        return ConversationID(source: thread.source, id: Self.filled(thread.id, with: number))
    }

    /// Whoever seems to ask.
    public func caller(tenant: TenantID) -> Caller {
        Caller(
            tenant: tenant, subject: Self.asker, client: "throughline", organisation: asking.organisation,
            role: asking.role, region: asking.region)
    }

    /// The row of staff that whoever seems to ask goes by, in the conversation's source.
    public var askerStaff: StaffMember? {
        asking.staff.map {
            StaffMember(
                id: $0, subject: Self.asker, team: thread.team, name: nil, organisation: asking.organisation)
        }
    }

    /// The history as its source would give it.
    ///
    /// - Parameters:
    ///   - customer: the id that the ledger issued for the invented person.
    ///   - seed: what ids are made from.
    ///   - since: when the case was drawn; messages came so many minutes before.
    /// - Returns: the same history for the same arguments, so that a view looked at twice is one view.
    public func history(customer: CustomerID, seed: UInt64, since: Timestamp) -> SourceHistory {
        let source = thread.source
        let id = conversation(seed: seed)
        func record(_ name: String, _ fields: [String: JSONValue], version: String = "") -> Record {
            Record(
                reference: RecordReference(source: source, id: name, version: version),
                fieldsAsRead: fields.merging(["id": .string(name)]) { first, _ in first })
        }
        let names = messageIDs(seed: seed)
        let messages = messages.enumerated().map { place, message in
            let name = names[place]
            return Interaction(
                record: record(name, ["text": .string(message.text)], version: thread.messageVersion),
                conversation: id, kind: message.kind, author: message.author, visibility: message.visibility,
                channel: thread.channel, at: moment(of: message, place, seed: seed, since: since),
                text: message.text)
        }
        let person = Person(
            reference: Self.row(of: customer, in: source), record: record(customer.description, [:]),
            identifiers: [], fields: person, tier: tier)
        let conversation = Conversation(
            id: id, record: record(id.id, ["subject": .string(thread.subject)]), isOpen: true,
            status: thread.status, subject: thread.subject, channel: thread.channel,
            contactType: thread.contactType, queue: thread.queue, region: thread.region,
            assignee: thread.assignee, team: thread.team,
            openedAt: messages.map(\.at).min() ?? since, fields: thread.fields)
        return SourceHistory(
            coverage: SourceCoverage(
                source: source, state: .complete, arePersonsComplete: true, personClasses: [],
                canCarryFlags: true, asOf: since),
            persons: [person], conversations: [conversation], interactions: messages)
    }

    /// The row of the invented person: an id of the gateway's own, which no source's row has.
    public static func row(of customer: CustomerID, in source: SourceID) -> PersonReference {
        PersonReference(source: source, id: customer.description)
    }

    /// When a message came, as finely as its source tells.
    ///
    /// WHY not on the minute: a history in which every message comes at the same second looks made.
    private func moment(of message: Message, _ place: Int, seed: UInt64, since: Timestamp) -> Timestamp {
        var numbers = DrawnNumbers(seed: seed &+ UInt64(place))
        let exact =
            since.milliseconds - Int64(message.minutesBefore) * 60_000 - Int64(numbers.next() % 60_000)
        let unit = thread.clock.milliseconds
        return Timestamp(milliseconds: exact / unit * unit)
    }

    /// The ids of the messages: rising, as a source's counters are.
    private func messageIDs(seed: UInt64) -> [String] {
        var numbers = DrawnNumbers(seed: seed &+ 1)
        var number = Self.number(in: thread.messageID, &numbers)
        return messages.map { _ in
            defer { number += 1 + numbers.next() % 9 }
            return Self.filled(thread.messageID, with: number)
        }
    }

    /// A number with as many digits as a pattern has marks, and room to rise.
    private static func number(in pattern: String, _ numbers: inout DrawnNumbers) -> UInt64 {
        let low = (1..<max(1, pattern.count { $0 == "#" })).reduce(UInt64(1)) { low, _ in low * 10 }
        return low + numbers.next() % (low * 8)
    }

    /// A pattern with a digit for each `#`, from the left.
    private static func filled(_ pattern: String, with number: UInt64) -> String {
        var digits = String(number)[...]
        return String(pattern.map { $0 == "#" ? digits.popFirst() ?? "0" : $0 })
    }
}
