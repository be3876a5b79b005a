import Conversations
import GatewayTestSupport
import ReviewFlags
import Testing

@Suite("What fields and events say")
struct SignalTests {
    private static let opened = Timestamp(milliseconds: 1_770_000_000_000)

    private func record(_ id: String) -> Record {
        Record(reference: RecordReference(source: "crm", id: id, version: "1"), fieldsAsRead: [:])
    }

    private func conversation(
        _ id: String = "1", fields: [Field] = [], type: ContactType = "general", daysEarlier: Int64 = 0
    ) -> Conversation {
        Conversation(
            id: ConversationID(source: "crm", id: id), record: record("c" + id), isOpen: true, status: "open",
            channel: "email", contactType: type,
            openedAt: Self.opened.adding(milliseconds: -daysEarlier * 86_400_000), fields: fields)
    }

    private func event(_ number: Int, _ kind: InteractionKind, _ text: String = "") -> Interaction {
        Interaction(
            record: record("e\(number)"), conversation: ConversationID(source: "crm", id: "1"), kind: kind,
            author: Author(role: .other), visibility: .internal, channel: "email",
            at: Self.opened.adding(milliseconds: Int64(number) * 1000), text: text)
    }

    private func timeline(
        _ conversations: [Conversation], person: [Field] = [], events: [Interaction] = []
    ) -> Timeline {
        Timeline([
            SourceHistory(
                coverage: SourceCoverage(
                    source: "crm", state: .complete, arePersonsComplete: true, personClasses: [],
                    canCarryFlags: true, canFence: false, asOf: Self.opened),
                persons: [
                    Person(
                        reference: PersonReference(source: "crm", id: "p"), record: record("p"),
                        identifiers: [], fields: person)
                ], conversations: conversations, interactions: events)
        ])
    }

    private func flags(
        of conversation: Conversation, in timeline: Timeline, text: String = "Hello, when do you open?"
    ) throws -> [Flag] {
        let detector = try ShippedRules.detector()
        return detector.assess(
            [FlagMessage(author: .customer, text: text)],
            signals: detector.signals(of: conversation, in: timeline)
        ).flags
    }

    @Test(
        "a marker in a record flags alone, names its field and not its value",
        arguments: [
            ("dispute_status", "Under review", "billing"), ("chargeback", "yes", "billing"),
            ("Legal-Hold", "active", "legal"), ("ombudsman_case", "OMB-2201", "legal"),
            ("vulnerability_marker", "recent bereavement", "emotional"), ("is_minor", "true", "emotional"),
            ("recall_status", "affected", "safety"), ("disputed_amount", "GBP 1,299.00", "billing"),
            ("refund_amount", "€ 700", "billing"), ("claim_amount", "650.00 USD", "billing"),
        ])
    func markers(name: String, value: String, category: String) throws {
        let one = conversation(fields: [Field(name: name, fieldClass: "support.note", value: value)])
        let found = try flags(of: one, in: timeline([one]))
        #expect(found.map(\.category.text) == [category])
        #expect(found.first?.fields == [Flag.NamedField(record: one.record.reference, name: name)])
        #expect(found.first?.evidence.isEmpty == true)
        #expect(!"\(found)".contains(value) || value == "true" || value == "yes" || value == "active")
    }

    @Test(
        "what is ended, small, empty of meaning or not a sum says nothing",
        arguments: [
            ("dispute_status", "won"), ("legal_hold", "No"), ("vulnerability_marker", "none"),
            ("is_minor", "false"), ("disputed_amount", "GBP 20.00"), ("disputed_amount", "a lot"),
            ("refund_amount", ""), ("refund_amount", "12345678901234567890"), ("colour", "open"),
        ])
    func silence(name: String, value: String) throws {
        let one = conversation(fields: [Field(name: name, fieldClass: "support.note", value: value)])
        #expect(try flags(of: one, in: timeline([one])).isEmpty)
    }

    @Test(
        "the account of somebody under 18 when the conversation began is flagged, the day after the birthday not"
    )
    func minors() throws {
        let one = conversation()
        // The conversation began on 2026-02-02.
        for (birth, isMinor) in [
            ("2008-02-03", true), ("2008-02-02", false), ("2012-07-01T00:00:00Z", true), ("03/02/2008", true),
            ("1984-05-17", false), ("2030-01-01", false), ("not a day", false), ("2008-13-77", false),
        ] {
            let person = [Field(name: "birth_date", fieldClass: "birth.date", value: birth)]
            let found = try flags(of: one, in: timeline([one], person: person))
            #expect(found.map(\.rule.text) == (isMinor ? ["emotional.signal.minor"] : []), "\(birth)")
        }
    }

    @Test("contacts, transfers and reopenings flag only together, or let a weak hit of the text count")
    func journeys() throws {
        let one = conversation()
        let contacts = [conversation("2", daysEarlier: 3), conversation("3", daysEarlier: 6), one]
        let moved = [event(1, .assignment), event(2, .assignment), event(3, .assignment)]
        let reopened = [event(4, .statusChange, "Reopened by customer")]
        #expect(try flags(of: one, in: timeline(contacts)).isEmpty)
        #expect(try flags(of: one, in: timeline([one], events: moved)).isEmpty)
        #expect(try flags(of: one, in: timeline([one], events: reopened)).isEmpty)
        #expect(
            try flags(of: one, in: timeline(contacts, events: moved)).map(\.rule.text) == [
                "emotional.signal.handed_around", "emotional.signal.repeated_contact",
            ])
        #expect(try flags(of: one, in: timeline([one], events: moved + reopened)).count == 2)
        let weak = "Could I get a refund please"
        #expect(try flags(of: one, in: timeline([one]), text: weak).isEmpty)
        let joined = try flags(of: one, in: timeline(contacts), text: weak)
        #expect(joined.map(\.category.text) == ["billing"])
        #expect(joined.first?.fields.count == 3 && joined.first?.evidence.isEmpty == false)
    }

    @Test("a large sum counts beside a weak hit of the text, and only where the conversation is about money")
    func sums() throws {
        let amount = [Field(name: "amount", fieldClass: "payment.amount", value: "GBP 1500.00")]
        let weak = "Could I get a refund please"
        for (type, isFlagged) in [("billing", true), ("delivery", false)] as [(ContactType, Bool)] {
            let one = conversation(fields: amount, type: type)
            #expect(try flags(of: one, in: timeline([one])).isEmpty)
            #expect(try flags(of: one, in: timeline([one]), text: weak).isEmpty != isFlagged)
        }
    }

    @Test("signals only add: every flag of the text is still there, whatever the records say")
    func onlyAdd() throws {
        let detector = try ShippedRules.detector()
        let texts = try ShippedRules.cases().map(\.text)
        let names = ["dispute_status", "legal_hold", "vulnerable", "is_minor", "refund_amount", "tier"]
        for seed in UInt64(0)..<200 {
            var generator = SeededGenerator(seed: seed)
            let fields = names.filter { _ in Bool.random(using: &generator) }.map {
                Field(
                    name: $0, fieldClass: "support.note",
                    value: ["open", "no", "GBP 900", "-"].randomElement(using: &generator) ?? "no")
            }
            let one = conversation(fields: fields)
            let events = (0..<Int.random(in: 0..<4, using: &generator)).map { event($0, .assignment) }
            let messages = [
                FlagMessage(author: .customer, text: texts.randomElement(using: &generator) ?? "")
            ]
            let signals = detector.signals(of: one, in: timeline([one], person: fields, events: events))
            let with = detector.assess(messages, signals: signals)
            #expect(Set(with.flags.map(\.rule)).isSuperset(of: detector.assess(messages).flags.map(\.rule)))
            #expect(with == detector.assess(messages, signals: signals))
        }
    }
}
