import Conversations
import Foundation
import Identity
import RuleFiles
import Testing

@testable import SQLSources

@Suite("The demo's stores through their mappings")
struct DemoStoresTests {
    let folder: StoreFolder
    let tickets: SQLiteSource
    let crm: SQLiteSource
    let chat: SQLiteSource

    init() throws {
        folder = try StoreFolder()
        for name in ["tickets", "crm", "chat"] { try folder.buildDemo(name) }
        tickets = try folder.source(demoMapping("tickets"))
        crm = try folder.source(demoMapping("crm"))
        chat = try folder.source(demoMapping("chat"))
    }

    @Test("every mapping fits its store")
    func probes() async {
        for source in [tickets, crm, chat] {
            let findings = await source.probe()
            #expect(findings.map(\.isFault) == [false], "\(findings)")
        }
    }

    @Test("every customer resolves, and every row of theirs is read in full")
    func everybody() async throws {
        let rules = try IdentityRules(folder: RuleFolder(directory: projectDirectory + "/redaction-rules"))
        let search = CustomerSearch(rules: rules, sources: [tickets, crm, chat])
        let emails = [
            "priya.raman@example.com": 3, "t.zielinski@example.org": 3, "eleanor.whitcombe@example.com": 2,
            "daniel.okafor@example.net": 3, "margaret.doyle@example.com": 2, "sean.doyle@example.org": 3,
            "amelia.hart@example.net": 3, "jonas.lindqvist@example.org": 2, "ruth.abara@example.com": 3,
            "v.marsh@example.com": 3, "nadia.haddad@example.org": 3,
        ]
        for (email, rowCount) in emails.sorted(by: { $0.key < $1.key }) {
            let result = await search.resolve(.email(email), within: roomy)
            #expect(result.gaps.isEmpty)
            guard case .found(let customer) = result.outcome else {
                Issue.record("\(email): \(result.outcome)")
                continue
            }
            #expect(customer.persons.count == rowCount, "\(email): \(customer.persons.map(\.reference))")
            let histories = await histories(of: customer.persons)
            let areComplete = histories.allSatisfy { $0.coverage.isComplete }
            #expect(areComplete, "\(email): \(histories.map(\.coverage))")
            let timeline = Timeline(histories)
            #expect(
                (5...30).contains(timeline.interactions.count), "\(email): \(timeline.interactions.count)")
            #expect(timeline.conversations.count >= 2, "\(email)")
        }
    }

    private func histories(of persons: [Person]) async -> [SourceHistory] {
        var histories: [SourceHistory] = []
        for source in [tickets, crm, chat] {
            let ids = persons.map(\.reference).filter { $0.source == source.descriptor.id }.map(\.id)
            histories.append(await source.history(of: ids, at: noon, within: roomy))
        }
        return histories
    }

    @Test("two people who share a surname and a telephone stay two")
    func namesakes() async throws {
        let rules = try IdentityRules(folder: RuleFolder(directory: projectDirectory + "/redaction-rules"))
        let search = CustomerSearch(rules: rules, sources: [tickets, crm, chat])
        let shared = await search.resolve(.phone("0161 496 0155"), within: roomy)
        #expect(shared.outcome == .ambiguous)
        guard
            case .found(let margaret) = await search.resolve(
                .email("margaret.doyle@example.com"), within: roomy
            )
            .outcome
        else {
            Issue.record("margaret is not found")
            return
        }
        #expect(margaret.persons.map(\.reference.id) == ["C-1005", "105"])
    }

    @Test("a guest who only claims an address is a hint and no part of the customer")
    func spoofedGuest() async throws {
        let rules = try IdentityRules(folder: RuleFolder(directory: projectDirectory + "/redaction-rules"))
        let search = CustomerSearch(rules: rules, sources: [tickets, crm, chat])
        let result = await search.resolve(.email("daniel.okafor@example.net"), within: roomy)
        guard case .found(let daniel) = result.outcome else {
            Issue.record("daniel is not found")
            return
        }
        #expect(!daniel.persons.contains { $0.reference.id == "u-spoof" })
        #expect(daniel.possible.map(\.rule) == ["suggest.email"])
    }

    @Test("codes, wall-clock times, HTML, internal posts and deleted rows become our words")
    func ticketDesk() async throws {
        let history = await tickets.history("101")
        let ticket = try #require(history.conversations.first)
        #expect(history.conversations.count == 1)
        #expect(ticket.id.description == "tickets:5001")
        #expect((ticket.isOpen, ticket.status, ticket.contactType) == (true, "open", "billing"))
        #expect((ticket.assignee, ticket.team, ticket.owner) == ("1", "support", "2"))
        #expect(ticket.knownIssue == "INC-77")
        #expect(ticket.openedAt.description == "2026-02-12T08:14:00.000Z")
        let first = try #require(history.interactions.first)
        #expect(
            first.text.hasPrefix(
                "Hello,\n\nI ordered the Alder sofa on 9 February (order LH-48213)"
            ))
        #expect(first.attachments == ["statement-feb.pdf"])
        #expect(first.record.fieldsAsRead["kind"] == .int(0))
        #expect(first.record.fieldsAsRead["attachments"] == .string("statement-feb.pdf"))
        let note = try #require(history.interactions.first { $0.kind == .note })
        #expect(note.visibility == .internal)
        #expect(note.author == Author(role: .agent, id: "1", organisation: "larkfield"))
        #expect(!history.interactions.contains { $0.text.contains("wrong ticket") })
        #expect(history.interactions.count { $0.kind == .assignment } == 2)
    }

    @Test("an ambiguous hour is the earlier one and marked, and quotes stay quotes")
    func pastedThread() async throws {
        let history = await tickets.history("108")
        let uncertain = history.interactions.filter(\.isTimeUncertain)
        #expect(uncertain.map(\.at.description) == ["2025-10-26T00:30:00.000Z"])
        let pasted = try #require(history.interactions.first { $0.isEdited })
        #expect(pasted.text.contains("\n> Hello, the switch of my Polaris lamp is broken."))
        #expect(pasted.text.contains("\n> > Storgatan 5"))
    }

    @Test("an edited message appears once in its newest version, a withdrawn one not at all")
    func chatVersions() async throws {
        let history = await chat.history("u-priya")
        let edited = history.interactions.filter(\.isEdited)
        #expect(edited.map(\.text) == ["1111. please delete what I typed before"])
        #expect(edited.map(\.record.reference.version) == ["2"])
        #expect(history.interactions.count { $0.author.role == .bot } == 2)
        #expect(history.interactions.count { $0.visibility == .internal } == 1)
        let nadia = await chat.history("u-nadia")
        #expect(nadia.interactions.count == 3)
        let amelia = await chat.history("u-amelia")
        #expect(amelia.interactions.flatMap(\.attachments) == ["door-left.jpg", "door-right.jpg"])
    }

    @Test("household, consents, tier and classes come from the CRM")
    func crmRows() async throws {
        let history = await crm.history("C-1002")
        let tomasz = try #require(history.persons.first)
        #expect(tomasz.tier == "standard")
        #expect(history.coverage.personClasses.contains("payment.iban"))
        #expect(tomasz.consents == [Consent(id: "share_with_carrier", isGiven: true)])
        #expect(tomasz.fields.first { $0.fieldClass == "birth.date" }?.value == "1985-02-27")
        #expect(history.household.flatMap(\.fields).map(\.value).contains("Zofia Zielinska"))
        let priya = await crm.history("C-1001")
        #expect(priya.conversations.map(\.id.id) == ["K-301"])
        let amount = priya.conversations.flatMap(\.fields).first { $0.fieldClass == "payment.amount" }
        #expect(amount?.value == "GBP 849.00")
        let sean = await crm.history("C-1006")
        #expect(sean.household.map(\.reference.id) == ["C-1005"])
    }

    @Test("a second tenant's desk is a source of its own, with its own rows under the same numbers")
    func secondTenant() async throws {
        try folder.buildDemo("outlet")
        let outlet = try folder.source(demoMapping("outlet"))
        #expect(outlet.descriptor.tenant == "outlet")
        #expect(await outlet.probe().map(\.isFault) == [false])
        let history = await outlet.history("101")
        #expect(history.coverage.isComplete)
        #expect(history.conversations.map(\.contactType) == ["general"])
        #expect(history.interactions.map(\.text).first == "The outlet lamp flickers, order OUT-3310.")
    }

    @Test("staff are found by the subject of a token, and by id")
    func staff() async throws {
        let hannah = try await tickets.staff(subject: "agent-1", within: roomy)
        #expect(
            hannah
                == StaffMember(
                    id: "1", subject: "agent-1", team: "support", name: "Hannah Cole",
                    organisation: "larkfield"))
        #expect(try await chat.staff(subject: "vendor-1", within: roomy)?.team == "vendor-delivery")
        #expect(try await crm.staff(subject: "nobody", within: roomy) == nil)
        #expect(try await crm.staff(ids: ["E-02", "E-99"], within: roomy).map(\.name) == ["Marcus Webb"])
    }

    @Test("a key is compared after normalisation, and one that is no key finds nobody")
    func keys() async throws {
        #expect(
            try await crm.persons(with: .email(" PRIYA.RAMAN@EXAMPLE.COM "), within: roomy).map(
                \.reference.id) == ["C-1001"])
        #expect(
            try await crm.persons(with: .phone("+44 7700 900122"), within: roomy).map(\.reference.id) == [
                "C-1002"
            ])
        #expect(
            try await tickets.persons(with: .external(system: "crm", id: "C-1004"), within: roomy).map(
                \.reference.id) == ["104"])
        #expect(
            try await tickets.persons(with: .external(system: "tickets", id: "104"), within: roomy).map(
                \.reference.id) == ["104"])
        #expect(try await crm.persons(with: .email("x' OR '1'='1@example.com"), within: roomy) == [])
        #expect(try await crm.persons(with: .phone("7700 900122"), within: roomy) == [])
        #expect(try await crm.persons(ids: ["C-1001' OR 1=1 --"], within: roomy) == [])
    }
}
