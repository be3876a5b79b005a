import AccessGrants
import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Testing

@testable import Gateway

@Suite("Checks and access over a whole gateway")
struct AccessDeskTests {
    private let bench: DemoBench
    private static let email = "priya.raman@example.com"
    private static let about: [String: JSONValue] = [
        "customer": ["email": .string(email)], "conversation": "tickets:5001",
    ]
    /// Signed in just now, as breaking glass asks for.
    private static var agent: Caller { caller("agent-1", "agent") }
    private static let senior = caller("senior-9", "senior_agent")
    private static let reviewer = caller("reviewer-1", "reviewer")

    init() throws {
        bench = try DemoBench(prepare: { folder in
            let duty = """
                duty:
                  rota: [kim.duty, ada.duty]
                  turn_days: 7
                  starts: 2026-01-05T09:00:00Z
                  pages: {file: reports/access-pages.jsonl}
                  contact_clients: [dialler]

                """
            let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            try (text + duty).write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        })
    }

    private static func caller(
        _ subject: PrincipalID, _ role: RoleID, client: PrincipalID = "tests"
    ) -> Caller {
        Caller(
            tenant: "default", subject: subject, client: client, organisation: "larkfield", role: role,
            issuedAt: SystemClock().now())
    }

    private func ask(
        _ question: AccessQuestion, as caller: Caller
    ) async throws -> (status: Int, document: JSONValue, text: String) {
        let desk = try #require(bench.root.access?.desk)
        let answer = await desk.answer(question, caller: caller, trace: String(repeating: "c", count: 32))
        return (
            answer.status, try JSONValue(json: answer.bytes), String(decoding: answer.bytes, as: UTF8.self)
        )
    }

    private func request(_ more: [String: JSONValue], purpose: String) throws -> AccessQuestion {
        var body = Self.about
        body["purpose"] = .string(purpose)
        body["reason"] = "the customer is on the line"
        return .ask(try AccessAsk(body: .object(body.merging(more) { $1 })))
    }

    private func check(_ value: String) throws -> AccessQuestion {
        var body = Self.about
        body["purpose"] = "verify_identity"
        body["class"] = "contact.email"
        body["value"] = .string(value)
        return .check(try CheckRequest(body: .object(body)))
    }

    private func types(_ wanted: LeafType) async throws -> Int {
        let report = try await bench.verifyLog()
        #expect(report.isSound, "\(report.problems)")
        return report.types.first { $0.type == wanted }?.count ?? 0
    }

    @Test(
        "a value on file is a match whatever way it is written, and three tries are all there are for everybody"
    )
    func tries() async throws {
        let match = try await ask(try check("PRIYA.raman@Example.com"), as: Self.agent)
        #expect(match.status == 200 && match.document["body"]?["result"] == "match", "\(match.text)")
        #expect(match.document["outcome"] == "check")
        for _ in 0..<2 {
            let wrong = try await ask(try check("somebody@example.com"), as: Self.agent)
            #expect(wrong.document["body"]?["result"] == "no_match")
        }
        let fourth = try await ask(try check("priya.raman@example.com"), as: Self.agent)
        #expect(fourth.status == 403 && fourth.document["rule_id"] == "checks:tries")
        #expect(try await types(.check) == 3)
    }

    @Test("callers who try at the same time share the three tries")
    func race() async throws {
        let question = try check("somebody@example.com")
        let answered = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await ask(question, as: Self.agent).status) ?? 0 }
            }
            return await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
        }
        #expect(answered <= 3)
        #expect(try await types(.check) == answered)
    }

    @Test(
        "a request waits for another person, and its grant is used, listed and taken back, each with a leaf")
    func granted() async throws {
        let asked = try await ask(
            try request(["elevation": "ELEVATE-REFUND-ACCOUNT"], purpose: "resolve_billing"), as: Self.agent)
        #expect(asked.status == 200 && asked.document["outcome"] == "pending", "\(asked.text)")
        let text = try #require(asked.document["body"]?["id"]?.string)
        let id = AccessCaseID(try #require(ULID(text)))
        let twice = try await ask(
            try request(["elevation": "ELEVATE-REFUND-ACCOUNT"], purpose: "resolve_billing"), as: Self.agent)
        #expect(twice.status == 409 && twice.document["rule_id"] == "access:waiting", "\(twice.text)")
        #expect(twice.document["detail"]?.string?.contains(text) ?? false)
        let approve = AccessQuestion.decide(
            id, AccessDecision(verdict: .approve, reason: "a refund is due", minutes: 5))
        let own = try await ask(approve, as: Self.caller("agent-1", "senior_agent"))
        #expect(own.status == 403 && own.document["rule_id"] == "access:approvers")
        let stranger = try await ask(approve, as: Self.caller("agent-2", "agent"))
        #expect(stranger.status == 404 && stranger.document["code"] == "access_case_not_found")

        let queue = try await ask(.list(isOpen: true), as: Self.senior)
        #expect(queue.document["body"]?["queue"]?.array?.first?["reason"] == "the customer is on the line")
        let granted = try await ask(approve, as: Self.senior)
        #expect(granted.status == 200 && granted.document["outcome"] == "granted", "\(granted.text)")
        let again = try await ask(approve, as: Self.caller("senior-8", "senior_agent"))
        #expect(again.status == 409)

        _ = try await bench.asAgent(Self.email, purpose: "resolve_billing", conversation: "tickets:5001")
        let hold = try await bench.asAgent(
            Self.email, purpose: "resolve_billing", conversation: "tickets:5001")
        let view = try await bench.asAgent(
            Self.email, purpose: "resolve_billing", conversation: "tickets:5001",
            acknowledge: hold.document["body"]?["case"]?.string)
        #expect(view.status == 200, "\(view.text.prefix(300))")
        #expect(try await types(.grantUse) == 1)

        let revoked = try await ask(
            .decide(id, AccessDecision(verdict: .revoke, reason: "done")), as: Self.agent)
        #expect(revoked.status == 200 && revoked.document["outcome"] == "ended")
        let after = try await bench.asAgent(
            Self.email, purpose: "resolve_billing", conversation: "tickets:5001",
            acknowledge: hold.document["body"]?["case"]?.string)
        #expect(after.status == 200)
        #expect(try await types(.grantUse) == 1)
        #expect(try await types(.grantExpiry) == 1)
    }

    @Test(
        "glass is broken with a page to whoever is on duty, shows a held case narrowly, and is reviewed by another"
    )
    func brokenGlass() async throws {
        let purpose = "handle_complaint"
        let held = try await bench.asAgent(
            Self.email, purpose: "handle_complaint", conversation: "tickets:5001")
        #expect(held.status == 202, "\(held.text.prefix(300))")
        let broken = try await ask(try request(["break_glass": true], purpose: purpose), as: Self.agent)
        #expect(broken.status == 200 && broken.document["outcome"] == "granted", "\(broken.text)")
        let pages = try String(
            contentsOfFile: bench.folder.path + "/reports/access-pages.jsonl", encoding: .utf8)
        #expect(pages.contains("break_glass") && pages.contains(".duty") && !pages.contains("priya"))
        let view = try await bench.asAgent(
            Self.email, purpose: "handle_complaint", conversation: "tickets:5001")
        #expect(
            view.status == 200 && view.document["body"]?["gate"] == "break_glass", "\(view.text.prefix(300))")
        #expect(try await types(.breakGlassStart) == 1)
        let text = try #require(broken.document["body"]?["id"]?.string)
        let id = AccessCaseID(try #require(ULID(text)))
        _ = try await ask(.decide(id, AccessDecision(verdict: .revoke, reason: "reached")), as: Self.agent)
        let own = try await ask(
            .decide(id, AccessDecision(verdict: .justified, reason: "mine")),
            as: Self.caller("agent-1", "reviewer"))
        #expect(own.status == 403)
        let review = try await ask(
            .decide(id, AccessDecision(verdict: .justified, reason: "somebody was in danger")),
            as: Self.reviewer)
        #expect(review.status == 200, "\(review.text)")
        #expect(try await types(.breakGlassEnd) == 2)
    }

    @Test("broken glass that nobody reviews in time is an alarm once, and a number until it is reviewed")
    func unreviewedGlass() async throws {
        let purpose = "handle_complaint"
        _ = try await bench.asAgent(Self.email, purpose: "handle_complaint", conversation: "tickets:5001")
        let broken = try await ask(try request(["break_glass": true], purpose: purpose), as: Self.agent)
        let id = AccessCaseID(try #require(broken.document["body"]?["id"]?.string.flatMap { ULID($0) }))
        let keeping = try #require(bench.root.access?.keeping)
        func alarms() -> Int { bench.journal.text.components(separatedBy: "waits for its review").count - 1 }
        await keeping.at(days: 0).round()
        #expect(alarms() == 0)
        // The grant ends at the first late look, the review is late at the second.
        for _ in 0..<3 { await keeping.at(days: 30).round() }
        #expect(alarms() == 1)
        let line = "throughline_break_glass_reviews_overdue"
        #expect(keeping.metrics.lines().contains("\(line) 1"), "\(keeping.metrics.lines())")
        let review = try await ask(
            .decide(id, AccessDecision(verdict: .justified, reason: "somebody was in danger")),
            as: Self.reviewer)
        #expect(review.status == 200, "\(review.text)")
        await keeping.at(days: 30).round()
        #expect(keeping.metrics.lines().contains("\(line) 0"))
    }

    @Test("a contact handle is resolved once, by a configured program, and never by whoever was given it")
    func contact() async throws {
        var body = Self.about
        body["purpose"] = "resolve_billing"
        body["class"] = "contact.email"
        body["reason"] = "a call back is due"
        let given = try await ask(.ask(try AccessAsk(contact: .object(body))), as: Self.agent)
        #expect(given.status == 200, "\(given.text)")
        let handle = try #require(given.document["body"]?["handle"]?.string)
        #expect(!given.text.contains("priya"))
        let own = try await ask(.resolve(handle: handle), as: Self.agent)
        #expect(own.status == 403 && own.document["rule_id"] == "contact:clients")
        let dialler = Self.caller("dialler", "automation", client: "dialler")
        let made = try await ask(.resolve(handle: String(handle.dropLast(3)) + "000"), as: dialler)
        #expect(made.status == 404)
        let called = try await ask(.resolve(handle: handle), as: dialler)
        #expect(called.status == 200 && called.text.contains("priya.raman@example.com"), "\(called.text)")
        #expect(try await ask(.resolve(handle: handle), as: dialler).status == 409)
    }

    @Test(
        "an outside caller names a conversation by the handle of its own answer, and is told no id of anybody"
    )
    func conversationHandles() async throws {
        let email = "daniel.okafor@example.net"
        let vendor = { (subject: PrincipalID) in
            Caller(
                tenant: "default", subject: subject, client: "tests", organisation: "brightline",
                role: "vendor_agent", issuedAt: SystemClock().now())
        }
        let view = try await bench.asVendor(email, purpose: "arrange_delivery")
        let sections = view.document["body"]?["sections"]?.object ?? [:]
        let lines = sections.values.flatMap { $0.array ?? [] }
        let handles: [String] = lines.compactMap { $0["conversation"]?.string }
        let handle = try #require(handles.first)
        func contact(_ conversation: String, as caller: Caller) async throws -> (Int, JSONValue) {
            let body: JSONValue = [
                "customer": ["email": .string(email)], "conversation": .string(conversation),
                "purpose": "arrange_delivery", "class": "contact.phone", "reason": "the driver is lost",
            ]
            let answer = try await ask(.ask(try AccessAsk(contact: body)), as: caller)
            #expect(!answer.text.contains("s-903"))
            return (answer.status, answer.document)
        }
        let (status, given) = try await contact(handle, as: vendor("vendor-1"))
        #expect(status == 200 && given["body"]?["handle"] != nil, "\(given)")
        #expect(given["body"]?["customer"] == nil && given["body"]?["conversation"] == nil)
        // Somebody else's handle, and one that is made up, stand for nothing.
        let others = try await contact(handle, as: vendor("vendor-2"))
        let invented = try await contact(String(handle.reversed()), as: vendor("vendor-1"))
        #expect(others.0 == 404 && invented.0 == 404)
        #expect(others.1["code"] == invented.1["code"])
    }

    @Test("a reason that holds personal data is refused before anything is recorded")
    func reason() async throws {
        var body = Self.about
        body["purpose"] = "resolve_billing"
        body["elevation"] = "ELEVATE-REFUND-ACCOUNT"
        body["reason"] = "call her on 07700 900142"
        let refused = try await ask(.ask(try AccessAsk(body: .object(body))), as: Self.agent)
        #expect(refused.status == 400)
    }

    @Test("without a rota nobody is on duty, which production's doctor calls a fault")
    func doctor() throws {
        let finding = GatewayRoot.lookAtDuty(bench.configuration, at: SystemClock().now())
        #expect(!finding.isFault && finding.message.contains("is on duty"))
    }
}

extension AccessKeeping {
    /// The same at another time.
    fileprivate func at(days: Int64) -> AccessKeeping {
        AccessKeeping(
            steps: TimedSteps(
                ledger: steps.ledger, tenants: steps.tenants, clock: LaterClock(days: days),
                entropy: steps.entropy, logger: steps.logger),
            pages: pages, metrics: metrics)
    }
}

/// Runs some days ahead.
private struct LaterClock: WallClock {
    let days: Int64

    func now() -> Timestamp { SystemClock().now().adding(milliseconds: days * 86_400_000) }
}
