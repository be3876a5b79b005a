@testable import Briefing
import AuditTrail
import Conversations
import Foundation
import Testing

@Suite("The timeline")
struct TimelineTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func page(
        _ history: SampleHistory = SampleHistory(), role: RoleID = "agent", subject: PrincipalID = "agent-1",
        limit: Int = 50, cursor: String? = nil, token: String? = nil, past: PastAnswers = .none,
        seed: UInt8 = 7
    ) throws -> BriefingOutcome {
        try bench.decide(
            history, role: role, purpose: "arrange_delivery", subject: subject, past: past,
            page: TimelinePage(limit: limit, cursor: cursor, token: token),
            seed: [UInt8](repeating: seed, count: 32))
    }

    private func texts(_ outcome: BriefingOutcome) -> [String] {
        (outcome.body["interactions"]?.array ?? []).compactMap { $0["text"]?.string }
    }

    /// Every page from the first to the last.
    private func walk(_ history: SampleHistory, limit: Int, role: RoleID, subject: PrincipalID) throws
        -> [String]
    {
        var all: [String] = []
        var cursor: String?
        for seed in 0..<20 {
            let outcome = try page(
                history, role: role, subject: subject, limit: limit, cursor: cursor, seed: UInt8(seed))
            try #require(outcome.status == 200)
            all += texts(outcome)
            cursor = outcome.body["page"]?["next"]?.string
            if cursor == nil { break }
        }
        return all
    }

    @Test("pages of any length joined are the whole timeline, for everybody the part that they may read")
    func pages() throws {
        for (role, subject, count) in [
            (RoleID("agent"), PrincipalID("agent-1"), 4), ("vendor_agent", "vendor-1", 3),
        ] {
            let whole = texts(try page(role: role, subject: subject))
            #expect(whole.count == count)
            for limit in 1...count {
                #expect(try walk(SampleHistory(), limit: limit, role: role, subject: subject) == whole)
            }
        }
    }

    @Test(
        "a timeline shows no class, flag, name or conversation that a summary of the same request does not show"
    )
    func noMore() throws {
        for (role, subject) in [
            ("agent", "agent-1"), ("vendor_agent", "vendor-1"), ("automation", "assistant-1"),
        ] {
            let role = try RoleID(role), subject = try PrincipalID(subject)
            let timeline = try page(role: role, subject: subject)
            let summary = try bench.decide(role: role, purpose: "arrange_delivery", subject: subject)
            let body = timeline.body.object ?? [:]
            let known = Set((summary.body.object ?? [:]).keys)
            #expect(Set(body.keys).subtracting(known) == ["interactions", "page"])
            for member in body.keys where known.contains(member) {
                #expect(body[member] == summary.body[member], "\(role) \(member)")
            }
            #expect(timeline.draft.committed["shown"] == summary.draft.committed["shown"])
            #expect(timeline.draft.type == .disclosure)
        }
    }

    @Test("outside callers get handles that change with every page, and a cursor that names nothing")
    func handles() throws {
        let one = try page(role: "vendor_agent", subject: "vendor-1", limit: 1, seed: 1)
        let two = try page(role: "vendor_agent", subject: "vendor-1", limit: 1, seed: 2)
        let first = one.body["interactions"]?.array?.first?["record"]
        #expect(first?["handle"] != nil && first?["id"] == nil)
        #expect(first != two.body["interactions"]?.array?.first?["record"])
        let cursor = try #require(one.body["page"]?["next"]?.string)
        #expect(one.body["page"] == two.body["page"], "the cursor is stable")
        let bytes = try #require(Base64URL.decode(cursor))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("tickets"))
    }

    @Test("another caller's, another purpose's and a made-up cursor are malformed")
    func foreignCursor() throws {
        let cursor = try #require(try page(limit: 1).body["page"]?["next"]?.string)
        #expect(try page(limit: 1, cursor: cursor).status == 200)
        for (subject, text) in [
            (PrincipalID("agent-9"), cursor), ("agent-1", cursor + "A"), ("agent-1", "AAAA"),
            ("agent-1", "AAAAAAAAAAAAAAAAAAAA"),
        ] {
            var history = SampleHistory()
            if subject == "agent-9" { history.team = "others" }
            let staff =
                SampleHistory.staff + [
                    KnownStaff(
                        source: "tickets",
                        member: StaffMember(id: "11", subject: "agent-9", team: "others", name: nil))
                ]
            #expect(throws: BriefingFailure.self) {
                try bench.decide(
                    history, role: "agent", purpose: "arrange_delivery", subject: subject, staff: staff,
                    page: TimelinePage(limit: 1, cursor: text))
            }
        }
    }

    @Test("messages that arrive between pages come at the end; one that goes leaves no gap behind")
    func change() throws {
        let first = try page(limit: 2)
        let cursor = try #require(first.body["page"]?["next"]?.string)
        var grown = SampleHistory()
        grown.others = [SampleHistory.conversation("80", assignee: "7", openedMinute: 600, text: "And now?")]
        #expect(texts(first) + texts(try page(grown, cursor: cursor)) == texts(try page(grown)))
        var shrunk = SampleHistory()
        shrunk.staffReply = ""
        #expect(texts(try page(shrunk, cursor: cursor)) == Array(texts(try page()).suffix(2)))
    }

    @Test("a flagged conversation holds the timeline as it holds the summary, and bounds apply to it")
    func held() throws {
        var threat = SampleHistory()
        threat.chat = "My solicitor will issue a claim in the small claims court on Friday."
        let hold = try page(threat)
        #expect(hold.status == 202 && hold.body["interactions"] == nil)
        let other = PastAnswers(
            shown: ["handle_complaint": Bench.now], customersInADay: 1, isAmongThem: true)
        #expect(try page(past: other).status == 403)
    }

    @Test("a page may be narrowed to the messages that show a token, without the value")
    func token() throws {
        let whole = try page(role: "vendor_agent", subject: "vendor-1")
        let text = try #require(texts(whole).first { $0.contains("[person.name ") })
        let start = try #require(text.range(of: "[person.name ")).upperBound
        let token = String(text[start...].prefix { $0 != "]" })
        let narrowed = texts(try page(role: "vendor_agent", subject: "vendor-1", token: token))
        #expect(narrowed == texts(whole).filter { $0.contains(token) } && narrowed.count < 3)
        #expect(texts(try page(role: "vendor_agent", subject: "vendor-1", token: "ZZZZZZZZ")).isEmpty)
    }

    @Test("a request names its customer, one purpose and nothing that does not fit")
    func parameters() throws {
        let id = SampleHistory.customer
        let good = try TimelineRequest(
            customer: id,
            parameters: ["purpose": "arrange_delivery", "conversation": "tickets:1", "limit": "200"])
        #expect(good.page.limit == 200 && good.asked.conversation == SampleHistory.delivery)
        for bad in [
            [:], ["purpose": ""], ["purpose": "p", "limit": "0"], ["purpose": "p", "limit": "201"],
            ["purpose": "p", "conversation": "tickets"], ["purpose": "p", "token": ""],
            ["purpose": "p", "acknowledge": ""],
        ] {
            #expect(throws: MalformedRequest.self) { try TimelineRequest(customer: id, parameters: bad) }
        }
    }
}
