import AuditTrail
@testable import Briefing
import Conversations
import FieldPolicy
import Foundation
import Identity
import RuleFiles
import Sodium

/// The shipped rules and the keyed functions of a test gateway.
struct Bench {
    static let rulesDirectory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("redaction-rules")
        .path

    private(set) var rulebook: Rulebook
    private(set) var briefing: Briefing
    let digester = SodiumDigester()

    /// Puts fixed digests in place of the rules' own, so that an example does not change with every rule.
    mutating func fixRules() {
        rulebook.digest = [UInt8](repeating: 0xAB, count: 32)
        rulebook.viewDigest = rulebook.digest
        rulebook.tableDigest = [UInt8](repeating: 0xCD, count: 32)
        briefing = Briefing(rulebook: rulebook, digester: digester, pseudonymiser: briefing.pseudonymiser)
    }

    // WHY: reading and compiling the shipped rules takes seconds without optimisation; once for all tests, immutable.
    private static let shipped = Result {
        try Rulebook(folder: try RuleFolder(directory: rulesDirectory), digester: SodiumDigester())
    }

    init() throws { try self.init(rulebook: Self.shipped.get()) }

    init(rules: String) throws {
        try self.init(
            rulebook: Rulebook(folder: try RuleFolder(directory: rules), digester: SodiumDigester()))
    }

    /// The shipped rules with the policy of another folder.
    init(policyOf folder: RuleFolder) throws {
        var rulebook = try Self.shipped.get()
        rulebook.policy = try CompiledPolicy.load(folder: folder)
        rulebook.tableDigest = rulebook.policy.digest(SodiumDigester())
        rulebook.digest = folder.digest(SodiumDigester())
        rulebook.viewDigest = rulebook.digest
        try self.init(rulebook: rulebook)
    }

    private init(rulebook: Rulebook) throws {
        self.rulebook = rulebook
        briefing = Briefing(
            rulebook: rulebook, digester: digester, pseudonymiser: try SodiumPseudonymiser.withPublicTestKey()
        )
    }

    static let seed = [UInt8](repeating: 7, count: 32)
    static let now = Timestamp(milliseconds: 1_772_900_000_000)

    func decide(
        _ history: SampleHistory = SampleHistory(), role: RoleID, purpose: PurposeID,
        subject: PrincipalID = "agent-1", organisation: OrganisationID = "larkfield", region: RegionID? = nil,
        conversation: ConversationID? = nil, acknowledge: ReviewCaseToken? = nil,
        cases: [ReviewCase] = [], staff: [KnownStaff] = SampleHistory.staff, isWitnessed: Bool = true,
        past: PastAnswers = .none, page: TimelinePage? = nil, staffGaps: StaffGaps = .none,
        seed: [UInt8] = Self.seed
    ) throws(BriefingFailure) -> BriefingOutcome {
        // The conversation is in the hands of whoever asks, as long as a test does not say otherwise.
        var history = history
        if subject == "vendor-1", history.team == "support" {
            (history.assignee, history.team) = ("9", "vendor-delivery")
        }
        var input = BriefingInput(
            request: SummaryRequest(
                customer: .person(.email(history.email)), purpose: purpose, conversation: conversation,
                acknowledge: acknowledge),
            caller: Caller(
                tenant: "default", subject: subject, client: "tests", organisation: organisation,
                role: role,
                region: region),
            trace: String(repeating: "a", count: 32),
            customer: KnownCustomer(id: SampleHistory.customer, newLinks: [], evidence: []),
            timeline: history.timeline, callerStaff: staff.filter { $0.member.subject == subject },
            staff: staff, isWitnessed: isWitnessed, past: past, now: Self.now,
            seed: seed)
        input.staffGaps = staffGaps
        input.lives = cases.map(CaseLife.init)
        return try briefing.decide(input, page: page)
    }
}

extension Bench {
    /// A request for the sample's customer as nobody has found them, or as they stand.
    func input(_ history: SampleHistory?, past: PastAnswers = .none) -> BriefingInput {
        BriefingInput(
            request: SummaryRequest(
                customer: .person(.email("somebody@example.org")), purpose: "arrange_delivery"),
            caller: Caller(
                tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield",
                role: "agent"),
            trace: String(repeating: "a", count: 32),
            customer: history.map { _ in
                KnownCustomer(id: SampleHistory.customer, newLinks: [], evidence: [])
            },
            timeline: history?.timeline ?? Timeline([]), callerStaff: [], staff: [], past: past,
            now: Self.now, seed: Self.seed)
    }
}

/// One invented customer over two stores, with every value replaceable.
struct SampleHistory {
    static let customer = CustomerID(
        ULID(at: Timestamp(milliseconds: 1_700_000_000_000), entropy: [UInt8](repeating: 3, count: 10)))
    static let delivery = ConversationID(source: "tickets", id: "1")
    static let staff = [
        KnownStaff(
            source: "tickets",
            member: StaffMember(id: "7", subject: "agent-1", team: "support", name: "Hannah Cole")),
        KnownStaff(
            source: "tickets",
            member: StaffMember(id: "9", subject: "vendor-1", team: "vendor-delivery", name: "Leo Brandt")),
    ]

    var name = "Marta Jensen"
    var email = "marta.jensen@example.com"
    var phone = "07700 900142"
    var card = "4111 1111 1111 1111"
    var birth = "1984-05-17"
    var order = "LH-70001"
    var opening = "Hello, when will my order %ORDER% arrive? My phone is %PHONE%."
    var staffReply = "Hello, your order leaves on Monday. We will ring you an hour before."
    var note = "Checked the card %CARD% on file; the customer was born on %BIRTH%."
    var chat = "This is %NAME%, my card is %CARD% and my mail is %EMAIL%. Can the driver ring %PHONE%?"
    var contactType: ContactType = "delivery"
    var assignee: StaffID = "7"
    var team: TeamID = "support"
    var isOpen = true
    var queue: QueueID? = "delivery-uk"
    var region: RegionID? = "UK"
    var fence: FenceID?
    /// Conversations beside the one that the stories are about, with their interactions.
    var others: [(conversation: Conversation, interactions: [Interaction])] = []
    var coverage: [SourceID: (state: CoverageState, persons: Bool)] = [:]

    private func filled(_ text: String) -> String {
        [
            ("%NAME%", name), ("%EMAIL%", email), ("%PHONE%", phone), ("%CARD%", card), ("%BIRTH%", birth),
            ("%ORDER%", order),
        ]
        .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    var timeline: Timeline {
        let person = Person(
            reference: PersonReference(source: "crm", id: "C-1"), record: record("crm", "C-1", [:]),
            identifiers: [PersonIdentifier(key: .email(email), verification: .verified)],
            fields: [
                Field(name: "name", fieldClass: "person.name", value: name),
                Field(name: "email", fieldClass: "contact.email", value: email),
                Field(name: "phone", fieldClass: "contact.phone", value: phone),
                Field(name: "card", fieldClass: "payment.card", value: card),
                Field(name: "born", fieldClass: "birth.date", value: birth),
            ], fence: fence)
        let conversation = Conversation(
            id: Self.delivery, record: record("tickets", "1", [:]), isOpen: isOpen, status: "open",
            subject: "Where is my order", channel: "email", contactType: contactType, queue: queue,
            region: region, assignee: assignee, team: team, owner: "7", openedAt: at(0),
            fields: [Field(name: "order", fieldClass: "order.id", value: order)])
        return Timeline([
            SourceHistory(coverage: line("crm"), persons: [person]),
            SourceHistory(
                coverage: line("tickets"), conversations: [conversation] + others.map(\.conversation),
                interactions: others.flatMap(\.interactions) + [
                    message("1", opening, .customer, nil, 0),
                    message("2", staffReply, .agent, "7", 10),
                    message("3", note, .agent, "7", 20, visibility: .internal),
                    message("4", chat, .customer, nil, 30, channel: "chat"),
                ]),
        ])
    }

    private func line(_ source: SourceID) -> SourceCoverage {
        let known = coverage[source]
        return SourceCoverage(
            source: source, state: known?.state ?? .complete, arePersonsComplete: known?.persons ?? true,
            personClasses: source == "crm" ? ["person.name", "payment.card"] : [],
            canCarryFlags: source == "tickets", canFence: source == "crm",
            asOf: Bench.now)
    }

    private func at(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: 1_772_800_000_000 + minutes * 60_000)
    }

    private func record(_ source: SourceID, _ id: String, _ fields: [String: JSONValue]) -> Record {
        Record(reference: RecordReference(source: source, id: id, version: "1"), fieldsAsRead: fields)
    }

    private func message(
        _ id: String, _ text: String, _ author: AuthorRole, _ staff: StaffID?, _ minutes: Int64,
        visibility: Visibility = .public, channel: String = "email"
    ) -> Interaction {
        let text = filled(text)
        return Interaction(
            record: record("tickets", "m" + id, ["body": .string(text)]), conversation: Self.delivery,
            kind: .message, author: Author(role: author, id: staff), visibility: visibility, channel: channel,
            at: at(minutes), text: text)
    }
}
