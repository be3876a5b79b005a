import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Testing

@testable import Gateway

/// A whole gateway beside whose every case a known-answer case is opened at once, and the people of its queue.
struct KnownAnswerBench {
    let bench: DemoBench
    let rules: String

    static let rosa = caller("reviewer-7", "reviewer")
    static let raj = caller("reviewer-8", "reviewer")
    static let officer = caller("compliance-1", "compliance")
    static let words = "looked at all of it, nothing that harms anybody"

    /// Makes the gateway.
    ///
    /// - Parameters:
    ///   - answer: which of the demo's known-answer cases is registered.
    ///   - tellAfterMinutes: after how long a reviewer is told.
    /// - Throws: whatever keeps a gateway from starting.
    init(_ answer: String = "chargeback", tellAfterMinutes: Int = 60) throws {
        rules = FileManager.default.temporaryDirectory.path + "/throughline-known-\(UUID().uuidString)"
        let shipped = DemoBench.checkout + "/redaction-rules"
        try FileManager.default.copyItem(atPath: shipped, toPath: rules)
        try FileManager.default.copyItem(
            atPath: DemoBench.checkout + "/demo/known-answers/\(answer).yaml",
            toPath: rules + "/known/\(answer).yaml")
        let terms = try String(contentsOfFile: rules + "/known/known.yaml", encoding: .utf8)
        try terms.replacing("share_permille: 20", with: "share_permille: 1000")
            .replacing("within_minutes: 90", with: "within_minutes: 0")
            .replacing("tell_after_minutes: 1440", with: "tell_after_minutes: \(tellAfterMinutes)")
            .write(toFile: rules + "/known/known.yaml", atomically: true, encoding: .utf8)
        bench = try DemoBench(rules: rules) { folder in
            let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            try (text + "reviews: {events: {file: reports/review-events.jsonl}}\n").write(
                toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: rules) }

    static func caller(
        _ subject: PrincipalID, _ role: RoleID, organisation: OrganisationID = "larkfield"
    ) -> Caller {
        Caller(
            tenant: "default", subject: subject, client: "tests", organisation: organisation, role: role,
            issuedAt: SystemClock().now())
    }

    struct Told {
        let status: Int
        let document: JSONValue
        let text: String
        var body: JSONValue { document["body"] ?? .null }
    }

    func ask(_ question: ReviewQuestion, as caller: Caller) async throws -> Told {
        let desk = try #require(bench.root.reviews?.desk)
        let answer = await desk.answer(question, caller: caller, trace: String(repeating: "d", count: 32))
        return Told(
            status: answer.status, document: try JSONValue(json: answer.bytes),
            text: String(decoding: answer.bytes, as: UTF8.self))
    }

    /// Holds somebody's request, and lets the gateway draw a test beside its case.
    func hold() async throws -> ReviewCaseToken {
        let held = try await bench.asAgent(
            "priya.raman@example.com", purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(held.status == 202, "\(held.text.prefix(300))")
        await bench.root.reviews?.known.round()
        return try ReviewCaseToken(try #require(held.document["body"]?["case"]?.string))
    }

    /// The case that is a test, as the officer finds it.
    func test() async throws -> JSONValue {
        var filter = ReviewFilter()
        filter.isKnown = true
        let list = try await ask(.list(filter), as: Self.officer)
        return try #require(list.body["cases"]?.array?.first, "\(bench.journal.text.suffix(800))")
    }

    /// Every answer that a reviewer gets on the way of one case, by step.
    struct Way {
        let token: ReviewCaseToken
        var answers: [(step: String, told: Told)] = []
    }

    /// Takes the next case to its end; a second person agrees where one has to.
    func decideNext(_ verdict: String) async throws -> Way {
        let claimed = try await ask(.claimNext, as: Self.rosa)
        var way = Way(
            token: try ReviewCaseToken(try #require(claimed.body["case"]?.string, "\(claimed.text)")))
        way.answers.append(("claim", claimed))
        let look = try await look(claimed, by: Self.rosa, &way)
        let decision = ReviewDecision(
            verdict: verdict, lines: nil, view: try ViewKey(look.body["view"]?.string ?? "none"),
            reason: "facts_clear", words: Self.words, rules: [:])
        let decided = try await ask(.step(way.token, .decide(try lease(claimed), decision)), as: Self.rosa)
        #expect(decided.status == 200, "\(decided.text)")
        way.answers.append(("decide", decided))
        guard decided.document["outcome"] == "proposed" else { return way }
        let again = try await ask(.step(way.token, .claim), as: Self.raj)
        #expect(again.status == 200, "\(again.text)")
        _ = try await self.look(again, by: Self.raj, &way)
        let confirmed = try await ask(
            .step(way.token, .confirm(try lease(again), agrees: true, words: Self.words)), as: Self.raj)
        #expect(confirmed.status == 200, "\(confirmed.text)")
        return way
    }

    private func lease(_ claimed: Told) throws -> CaseLeaseToken {
        try CaseLeaseToken(try #require(claimed.body["lease"]?.string, "\(claimed.text)"))
    }

    private func look(_ claimed: Told, by caller: Caller, _ way: inout Way) async throws -> Told {
        let look = try await ask(.step(way.token, .view(try lease(claimed), request: 0)), as: caller)
        #expect(look.status == 200, "\(look.text.prefix(400))")
        way.answers.append(("view", look))
        let record = try #require(look.body["lines"]?.array?.first?["record"], "\(look.text.prefix(400))")
        let named = RecordReference(
            source: try SourceID(record["source"]?.string ?? ""), id: record["id"]?.string ?? "", version: "")
        let span = try await ask(.step(way.token, .span(try lease(claimed), named)), as: caller)
        #expect(span.status == 200, "\(span.text)")
        way.answers.append(("span", span))
        return look
    }
}
