import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import ReviewQueue
import Testing

@testable import Gateway

@Suite("Known-answer cases in a whole gateway")
struct KnownAnswerDeskTests {
    /// The names of all members, and what kind of value each has.
    private static func shape(_ value: JSONValue) -> Set<String> {
        func walk(_ value: JSONValue, _ path: String) -> [String] {
            switch value {
            case .object(let members): members.flatMap { walk($1, "\(path).\($0)") }
            case .array(let items): items.flatMap { walk($0, path + "[]") }
            case .string(let text): [path + (text.isEmpty ? ":empty" : ":text" + precision(of: text))]
            case .int, .decimal: [path + ":number"]
            case .bool: [path + ":truth"]
            case .null: [path + ":null"]
            }
        }
        return Set(walk(value, ""))
    }

    /// How finely a text tells a time, if it is one; how a line's name is built, if it is one.
    private static func precision(of text: String) -> String {
        if Timestamp(rfc3339: text) != nil { return text.hasSuffix(".000Z") ? " to the second" : " finer" }
        return text.contains("@#") ? " without a version" : ""
    }

    /// What differs from case to case, whoever waits for it: clocks and rules of its category, values of its records.
    private static func fixed(_ shape: Set<String>) -> Set<String> {
        shape.filter { member in
            !["regulatory", ".fields", ".sources", ".quoted", ".path[]", ".watermark"].contains {
                member.contains($0)
            }
        }
    }

    @Test("no member of any answer on the way of a case tells a test from a case that somebody waits for")
    func nothingTells() async throws {
        let bench = try KnownAnswerBench()
        defer { bench.remove() }
        let waited = try await bench.hold()
        let test = try ReviewCaseToken(try #require(try await bench.test()["case"]?.string))
        #expect(test != waited)
        let list = try await bench.ask(.list(ReviewFilter()), as: KnownAnswerBench.rosa)
        let rows = list.body["cases"]?.array ?? []
        #expect(rows.count == 2 && list.body["open"] == 2)
        #expect(Set(rows.map { Self.fixed(Self.shape($0)) }).count == 1)
        let ways = [try await bench.decideNext("withhold"), try await bench.decideNext("withhold")]
        #expect(Set(ways.map(\.token)) == [waited, test])
        for (one, other) in zip(ways[0].answers, ways[1].answers) {
            #expect(one.step == other.step && one.told.status == other.told.status)
            #expect(
                Set(one.told.document.object?.keys ?? [:].keys)
                    == Set(other.told.document.object?.keys ?? [:].keys))
            let (left, right) = (Self.shape(one.told.document), Self.shape(other.told.document))
            let differing = Self.fixed(left.symmetricDifference(right))
            #expect(differing.isEmpty, "\(one.step): \(differing)")
        }
        for told in ways.flatMap(\.answers).map(\.told) {
            #expect(!told.text.contains("known_answer") && !told.text.contains("expected"), "\(told.text)")
        }
        var known = ReviewFilter()
        known.isKnown = true
        let none = try await bench.ask(.list(known), as: KnownAnswerBench.rosa)
        #expect(none.body["cases"]?.array?.isEmpty == true)
        let report = try await bench.ask(.report(from: nil), as: KnownAnswerBench.rosa)
        #expect(report.body["cases"]?["decided"] == 2 && report.body["known_answers"] == ["categories": []])
    }

    @Test("a receipt opens nothing that tells a test, and whoever holds the opening finds it in the leaf")
    func leaves() async throws {
        let bench = try KnownAnswerBench()
        defer { bench.remove() }
        _ = try await bench.hold()
        let test = try #require(try await bench.test()["case"]?.string)
        for _ in 0..<2 {
            let way = try await bench.decideNext("withhold")
            let receipt = try #require(way.answers.last?.told.document["receipt"])
            #expect((receipt["openings"]?.array?.count ?? 0) == 2)
        }
        let page = try await bench.bench.root.ledger.leaves(
            of: "default", matching: LeafQuery(types: [.reviewDecision]), after: nil, limit: 100,
            isOpened: true)
        var counts: Set<Int> = []
        var marked = 0
        for stored in page.leaves {
            let leaf = try Leaf(bytes: stored.bytes)
            counts.insert(leaf.commitments.count)
            guard case .opened(let openings, _) = stored.openings else { continue }
            let values = Dictionary(
                openings.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            let isTest = values["case"] == .string(test)
            #expect((values["reason"]?["known_answer"] == "chargeback-opened") == isTest)
            marked += isTest ? 1 : 0
        }
        #expect(counts.count == 1 && marked >= 5)
        #expect(try await bench.bench.verifyLog().isSound)
    }

    @Test("a test never answers a summary request, before it was released and after")
    func releasesNothing() async throws {
        let bench = try KnownAnswerBench("chargeback", tellAfterMinutes: 0)
        defer { bench.remove() }
        let waited = try await bench.hold()
        let test = try await bench.test()
        let id = CustomerID(try #require(ULID(test["customer"]?.string ?? "none")))
        let conversation = try #require(ConversationID(test["conversation"]?.string ?? ""))
        let askers: [(RoleID, PrincipalID, OrganisationID)] = [
            ("agent", "agent-1", "larkfield"), ("senior_agent", "senior-1", "larkfield"),
            ("vendor_agent", "vendor-1", "brightline"), ("agent", KnownAnswer.asker, "larkfield"),
        ]
        func answers() async throws -> [Int] {
            var statuses: [Int] = []
            for (role, subject, organisation) in askers {
                let caller = KnownAnswerBench.caller(subject, role, organisation: organisation)
                for named in [conversation, nil] {
                    let answer = await bench.bench.root.summaries.summary(
                        SummaryRequest(
                            customer: .customer(id), purpose: "resolve_billing", conversation: named),
                        caller: caller, trace: String(repeating: "c", count: 32))
                    statuses.append(answer.status)
                }
            }
            return statuses
        }
        #expect(Set(try await answers()).isSubset(of: [403, 404]))
        for _ in 0..<2 { _ = try await bench.decideNext("release") }
        let released = try await bench.test()
        #expect(released["state"] == "released" && released["known_answer"]?["right"] == true, "\(released)")
        #expect(Set(try await answers()).isSubset(of: [403, 404]))
        let agent = KnownAnswerBench.caller("agent-1", "agent")
        let token = try ReviewCaseToken(test["case"]?.string ?? "")
        #expect(try await bench.ask(.step(token, .accept), as: agent).status == 404)
        let view = try await bench.bench.asAgent(
            "priya.raman@example.com", purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(view.status == 200 && view.document["body"]?["gate"] == "released", "\(waited) was released")
    }

    @Test("whoever has a test reads its customer's summary as of any case, and its dispute is a test too")
    func readLikeAnyOther() async throws {
        let bench = try KnownAnswerBench("counsel", tellAfterMinutes: 0)
        defer { bench.remove() }
        _ = try await bench.hold()
        let test = try await bench.test()
        var way: KnownAnswerBench.Way?
        for _ in 0..<2 where way?.token.text != test["case"]?.string {
            way = try await bench.decideNext("release")
        }
        let token = try #require(way).token
        let told = try await bench.ask(.list(Self.known), as: KnownAnswerBench.rosa)
        let row = try #require(told.body["cases"]?.array?.first)
        #expect(row["case"] == .string(token.text) && row["known_answer"]?["right"] == false)
        #expect(row["known_answer"]?["name"] == nil && row["known_answer"]?["because"]?.string != nil)
        let contest = try await bench.ask(
            .step(token, .contest(words: KnownAnswerBench.words)), as: KnownAnswerBench.officer)
        #expect(contest.status == 200, "\(contest.text)")
        let tests = try await bench.ask(.list(Self.known), as: KnownAnswerBench.officer)
        #expect(tests.body["cases"]?.array?.count == 2)
        let claimed = try await bench.ask(.claimNext, as: KnownAnswerBench.caller("reviewer-9", "reviewer"))
        let customer = CustomerID(try #require(ULID(claimed.body["customer"]?.string ?? "none")))
        let conversation = try #require(ConversationID(claimed.body["conversation"]?.string ?? ""))
        let summary = await bench.bench.root.summaries.summary(
            SummaryRequest(customer: .customer(customer), purpose: "review_case", conversation: conversation),
            caller: KnownAnswerBench.caller("reviewer-9", "reviewer"),
            trace: String(repeating: "c", count: 32))
        #expect(summary.status == 200, "\(String(decoding: summary.bytes, as: UTF8.self).prefix(300))")
    }

    private static var known: ReviewFilter {
        var filter = ReviewFilter()
        filter.isKnown = true
        return filter
    }

    @Test("nobody is paged for a test, no figure of time counts it, and it escalates like any other case")
    func noPages() async throws {
        let bench = try KnownAnswerBench("heater")
        defer { bench.remove() }
        let waited = try await bench.hold()
        let reviews = try #require(bench.bench.root.reviews)
        await reviews.keeping.round()
        let test = try #require(try await bench.test()["case"]?.string)
        let events = try String(
            contentsOfFile: bench.bench.folder.path + "/reports/review-events.jsonl", encoding: .utf8)
        #expect(!events.contains(test))
        let lines = reviews.metrics.lines()
        #expect(lines.contains("throughline_review_cases{state=\"pending\"} 2"))
        let life = try #require(
            try await bench.bench.root.ledger.caseLife(ReviewCaseToken(test), tenant: "default"))
        let late = life.opened.start.decideBy
        #expect(life.stepDue(at: late) == .escalate)
        let escalated = try life.stepped(.escalate, at: late)
        #expect(reviews.keeping.events.changes(after: .escalate, escalated, at: late).isEmpty)
        let officers = try await bench.ask(.report(from: nil), as: KnownAnswerBench.officer)
        #expect(officers.body["cases"]?["all"] == 1 && officers.body["cases"]?["open"] == 1, "\(waited)")
    }

    @Test(
        "one case draws one test however often it is looked at, and one that is not registered any more is taken back"
    )
    func drawnOnce() async throws {
        let bench = try KnownAnswerBench()
        defer { bench.remove() }
        _ = try await bench.hold()
        let root = bench.bench.root
        for _ in 0..<3 { await root.reviews?.known.round() }
        let from = SystemClock().now().adding(milliseconds: -3_600_000)
        #expect(try await root.ledger.testLives(from: from, tenant: "default").count == 1)
        try FileManager.default.removeItem(atPath: bench.rules + "/known/chargeback.yaml")
        root.rulebooks.replace(with: try GatewayRoot.rulebook(bench.bench.configuration))
        await root.reviews?.known.round()
        let left = try await root.ledger.testLives(from: from, tenant: "default")
        #expect(left.map { $0.word(at: from) } == ["superseded"])
    }
}
