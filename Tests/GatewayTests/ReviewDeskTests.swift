import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import ReviewQueue
import Testing

@testable import Gateway

@Suite("The review queue over a whole gateway")
struct ReviewDeskTests {
    private let bench: DemoBench
    private static let email = "priya.raman@example.com"
    private static let rosa = caller("reviewer-1", "reviewer")
    private static let raj = caller("reviewer-2", "reviewer")
    private static let officer = caller("compliance-1", "compliance")
    private static let words = "looked at all of it, nothing that harms anybody"

    init() throws {
        bench = try DemoBench(prepare: { folder in
            let more = """
                reviews:
                  reviewers: [reviewer-1, reviewer-2]
                  seniors: [reviewer-2]
                  events: {file: reports/review-events.jsonl}

                """
            let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            try (text + more).write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        })
    }

    private static func caller(
        _ subject: PrincipalID, _ role: RoleID, organisation: OrganisationID = "larkfield"
    ) -> Caller {
        Caller(
            tenant: "default", subject: subject, client: "tests", organisation: organisation, role: role,
            issuedAt: SystemClock().now())
    }

    private struct Told {
        let status: Int
        let document: JSONValue
        let text: String
        var body: JSONValue { document["body"] ?? .null }
    }

    private func ask(_ question: ReviewQuestion, as caller: Caller) async throws -> Told {
        let desk = try #require(bench.root.reviews?.desk)
        let answer = await desk.answer(question, caller: caller, trace: String(repeating: "d", count: 32))
        return Told(
            status: answer.status, document: try JSONValue(json: answer.bytes),
            text: String(decoding: answer.bytes, as: UTF8.self))
    }

    private func hold() async throws -> String {
        let held = try await bench.asAgent(
            Self.email, purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(held.status == 202, "\(held.text.prefix(300))")
        return try #require(held.document["body"]?["case"]?.string)
    }

    private func view(_ again: Bool = true) async throws -> (status: Int, document: JSONValue, text: String) {
        try await bench.asAgent(Self.email, purpose: "resolve_billing", conversation: "tickets:5001")
    }

    /// Claims the next case and looks at its first request.
    private func held(by caller: Caller) async throws -> (
        token: ReviewCaseToken, lease: CaseLeaseToken, look: Told
    ) {
        let claimed = try await ask(.claimNext, as: caller)
        #expect(claimed.status == 200, "\(claimed.text.prefix(300))")
        let token = try ReviewCaseToken(try #require(claimed.body["case"]?.string))
        let lease = try CaseLeaseToken(try #require(claimed.body["lease"]?.string))
        let look = try await ask(.step(token, .view(lease, request: 0)), as: caller)
        #expect(look.status == 200, "\(look.text.prefix(300))")
        return (token, lease, look)
    }

    private func decision(_ verdict: String, _ look: Told, lines: [String]? = nil) throws -> ReviewDecision {
        ReviewDecision(
            verdict: verdict, lines: lines, view: try ViewKey(look.body["view"]?.string ?? "none"),
            reason: "facts_clear", words: Self.words, rules: [:])
    }

    private func count(_ wanted: LeafType) async throws -> Int {
        let report = try await bench.verifyLog()
        #expect(report.isSound, "\(report.problems)")
        return report.types.first { $0.type == wanted }?.count ?? 0
    }

    @Test("a held request is claimed, looked at, decided and then answered, and every step has a leaf")
    func released() async throws {
        let token = try await hold()
        let list = try await ask(.list(ReviewFilter()), as: Self.rosa)
        #expect(list.body["cases"]?.array?.contains { $0["case"] == .string(token) } == true)
        var held = try await held(by: Self.rosa)
        let stale = try await ask(
            .step(held.token, .decide("another", try decision("release", held.look))), as: Self.rosa)
        #expect(stale.status == 409 && stale.document["rule_id"] == "review:stale_lease")
        let decided = try await ask(
            .step(held.token, .decide(held.lease, try decision("release", held.look))), as: Self.rosa)
        #expect(decided.status == 200, "\(decided.text)")
        if decided.document["outcome"] == "proposed" {
            let first = held.look.body["view"]
            held = try await self.held(by: Self.raj)
            #expect(held.look.body["view"] == first)
            let agreed = try await ask(
                .step(held.token, .confirm(held.lease, agrees: true, words: Self.words)), as: Self.raj)
            #expect(agreed.document["outcome"] == "released", "\(agreed.text)")
        }
        let answered = try await view()
        #expect(answered.status == 200, "\(answered.text.prefix(400))")
        #expect(answered.document["body"]?["gate"] == "released")
        #expect(try await count(.reviewDecision) >= 3)
        let vendor = try await bench.asVendor(
            Self.email, purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(vendor.status != 200)
        let events = try String(
            contentsOfFile: bench.folder.path + "/reports/review-events.jsonl", encoding: .utf8)
        #expect(events.contains("throughline.review.decided") && !events.contains("priya"))
        let line = try #require(events.split(separator: "\n").first)
        let event = try JSONValue(json: Array(line.utf8))
        #expect(event["specversion"] == "1.0" && event["datacontenttype"] == "application/json")
    }

    @Test("cases are not picked, and vendors, agents and machines get none")
    func notPicked() async throws {
        let token = try ReviewCaseToken(try await hold())
        for role: RoleID in ["agent", "vendor_agent", "automation", "compliance"] {
            let refused = try await ask(.claimNext, as: Self.caller("somebody-9", role))
            #expect(refused.status == 403, "\(role)")
        }
        let vendor = try await ask(
            .step(token, .claim), as: Self.caller("vendor-1", "vendor_agent", organisation: "brightline"))
        #expect(vendor.status == 404)
        let unnamed = try await ask(.claimNext, as: Self.caller("reviewer-7", "reviewer"))
        #expect(unnamed.status == 403)
        _ = try await ask(.claimNext, as: Self.rosa)
        let second = try await ask(.step(token, .claim), as: Self.raj)
        #expect(second.status == 409 || second.status == 403)
    }

    @Test("a wider span is opened singly under the reviewer's own role, and only by whoever has the case")
    func span() async throws {
        _ = try await hold()
        let held = try await held(by: Self.rosa)
        let lines = held.look.body["lines"]?.array ?? []
        let record = try #require(lines.first?["record"])
        let named = RecordReference(
            source: try SourceID(record["source"]?.string ?? ""), id: record["id"]?.string ?? "", version: "")
        let opened = try await ask(.step(held.token, .span(held.lease, named)), as: Self.rosa)
        #expect(opened.status == 200 && opened.body["text"]?.string?.isEmpty == false, "\(opened.text)")
        let other = try await ask(.step(held.token, .span(held.lease, named)), as: Self.raj)
        #expect(other.status == 409)
    }

    @Test("an edited release shows the chosen line and no other, and a line that was not offered is refused")
    func edited() async throws {
        _ = try await hold()
        let held = try await held(by: Self.rosa)
        let first = try #require(held.look.body["lines"]?.array?.first)
        let name = try #require(first["line"]?.string)
        let foreign = try await ask(
            .step(
                held.token,
                .decide(held.lease, try decision("release_edited", held.look, lines: ["tickets:0@1#0-4"]))),
            as: Self.rosa)
        #expect(foreign.status == 400)
        let decided = try await ask(
            .step(held.token, .decide(held.lease, try decision("release_edited", held.look, lines: [name]))),
            as: Self.rosa)
        #expect(decided.status == 200, "\(decided.text)")
        guard decided.document["outcome"] != "proposed" else { return }
        let answered = try await view()
        let shown = (answered.document["body"]?["sections"]?.object ?? [:]).values.flatMap { $0.array ?? [] }
        let here = shown.filter { $0["conversation"] == "tickets:5001" }
        #expect(here.compactMap { $0["text"] } == [first["text"]].compactMap { $0 })
    }

    @Test(
        "a vendor disputes what was decided about its own request, by its own name for the case, and learns no more"
    )
    func contestedOutside() async throws {
        let email = "t.zielinski@example.org"
        let held = try await bench.asVendor(email, purpose: "arrange_delivery")
        #expect(held.status == 202, "\(held.text.prefix(300))")
        let name = try ReviewCaseToken(try #require(held.document["body"]?["case"]?.string))
        let contest = ReviewQuestion.step(name, .contest(words: "the carrier needs the address today"))
        let vendor = Self.caller("vendor-1", "vendor_agent", organisation: "brightline")
        #expect(try await ask(contest, as: vendor).status == 404, "nothing is decided yet")
        var decided = false
        for reviewer in [Self.rosa, Self.raj] where !decided {
            let held = try await self.held(by: reviewer)
            let step =
                reviewer.subject == Self.rosa.subject
                ? ReviewStep.decide(held.lease, try decision("withhold", held.look))
                : .confirm(held.lease, agrees: true, words: Self.words)
            let told = try await ask(.step(held.token, step), as: reviewer)
            #expect(told.status == 200, "\(told.text)")
            decided = told.document["outcome"] != "proposed"
        }
        let other = Self.caller("vendor-2", "vendor_agent", organisation: "farline")
        #expect(try await ask(contest, as: other).status == 404)
        #expect(try await ask(contest, as: Self.caller("agent-1", "agent")).status == 404)
        let told = try await ask(contest, as: vendor)
        #expect(
            told.status == 200 && told.body == ["case": .string(name.text), "contested": true], "\(told.text)"
        )
        let list = try await ask(.list(ReviewFilter()), as: Self.rosa)
        #expect(list.body["cases"]?.array?.contains { $0["origin"] == "contest" } == true)
    }

    @Test("an operator's stop holds what was released and what is calm, and going on undoes it")
    func stopped() async throws {
        let operator_ = Self.caller("operator-1", "operator")
        let calm = "daniel.okafor@example.net"
        #expect(try await bench.asAgent(calm, purpose: "arrange_delivery").status == 200)
        let vendor = try await ask(
            .stop(true, words: "something is badly wrong here"),
            as: Self.caller("vendor-1", "vendor_agent", organisation: "brightline"))
        #expect(vendor.status == 403)
        let stop = try await ask(.stop(true, words: "something is badly wrong here"), as: operator_)
        #expect(stop.status == 200, "\(stop.text)")
        let held = try await bench.asAgent(calm, purpose: "arrange_delivery")
        #expect(held.status == 202 && held.document["body"]?["release"]?["state"] == "stopped")
        #expect(try await ask(.claimNext, as: Self.rosa).status != 403)
        let on = try await ask(.stop(false, words: "found and put right again"), as: operator_)
        #expect(on.status == 200)
        #expect(try await bench.asAgent(calm, purpose: "arrange_delivery").status == 200)
        #expect(try await count(.configuration) >= 2)
    }

    @Test(
        "an agent reports what no rule flagged, takes a customer over, and disputes a decision, each with a leaf"
    )
    func people() async throws {
        let request = SummaryRequest(
            customer: .person(.email("daniel.okafor@example.net")), purpose: "arrange_delivery",
            conversation: nil)
        let calm = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        let conversation = try #require(
            calm.document["body"]?["conversations"]?.array?.first?["id"]?.string.flatMap(ConversationID.init))
        let agent = Self.caller("agent-1", "agent")
        let reported = try await ask(
            .missedFlag(
                SummaryRequest(
                    customer: request.customer, purpose: "arrange_delivery", conversation: conversation),
                CaseConcern(category: "safety", severity: 2), words: "the kettle smells burnt when it is on"),
            as: agent)
        #expect(reported.status == 200, "\(reported.text)")
        let invented = try await ask(
            .missedFlag(
                SummaryRequest(
                    customer: request.customer, purpose: "arrange_delivery", conversation: conversation),
                CaseConcern(category: "Jonas 07700 900123", severity: 2),
                words: "the kettle smells burnt when it is on"), as: agent)
        #expect(invented.status == 400 && !invented.text.contains("Jonas"), "\(invented.text)")
        let token = try ReviewCaseToken(try #require(reported.body["case"]?.string))
        let again = try await ask(
            .missedFlag(
                SummaryRequest(
                    customer: request.customer, purpose: "arrange_delivery", conversation: conversation),
                CaseConcern(category: "safety", severity: 2), words: "the kettle smells burnt when it is on"),
            as: agent)
        #expect(again.body["case"] == reported.body["case"], "\(again.text)")
        let held = try await bench.asAgent(
            "daniel.okafor@example.net", purpose: "arrange_delivery", conversation: conversation.description)
        #expect(held.status == 202)
        let accepted = try await ask(.step(token, .accept), as: agent)
        #expect(accepted.status == 200 && accepted.body["accepted"] == true, "\(accepted.text)")
        let early = try await ask(.step(token, .contest(words: "I do not agree with this")), as: agent)
        #expect(early.status == 409)
        let report = try await ask(.report(from: nil), as: Self.officer)
        #expect(report.status == 200 && report.body["missed_flags"]?.array?.count == 1, "\(report.text)")
    }
}
