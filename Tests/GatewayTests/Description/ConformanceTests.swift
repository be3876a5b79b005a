import AuditTrail
import Briefing
import Conversations
import Foundation
import NIOHTTP1
import Synchronization
import Testing

@testable import Gateway

/// The description and the bytes of a whole gateway are held together: neither moves alone.
@Suite("The description of the door")
struct ConformanceTests {
    private typealias Who = DescribedCallers

    private typealias Scene = @Sendable (DescribedDoor) async throws -> Void

    @Test("every answer of every door is as its description says, and no door is left out")
    func everyDoor() async throws {
        let scenes: [Scene] = [Self.views, Self.refusals, Self.access, Self.reviews, Self.traces]
        let asked = Mutex<Set<String>>([])
        let described = Mutex<Set<String>>([])
        for scene in scenes {
            try await ServedBench.serving(prepare: Who.name) { bench in
                let door = try await DescribedDoor(bench)
                try await scene(door)
                asked.withLock { $0.formUnion(door.operations) }
                described.withLock { $0 = door.documents }
            }
        }
        let left = described.withLock { $0 }.subtracting(asked.withLock { $0 })
        #expect(left.isEmpty, "nobody asked for: \(left.sorted())")
    }

    private static func leaf(of answer: JSONValue) throws -> String {
        let bytes = try #require(Base64URL.decode(try answer.text(at: "receipt.leaf")))
        return try Leaf(bytes: bytes).id.description
    }

    private static func summary(_ customer: JSONValue, _ purpose: String, _ more: [String: JSONValue] = [:])
        -> JSONValue
    {
        .object(["customer": customer, "purpose": .string(purpose)].merging(more) { $1 })
    }

    /// Views of both forms, their grounds and timelines are as described, for people in house and outside.
    @Sendable private static func views(_ door: DescribedDoor) async throws {
        let asked = Self.summary(Who.calm, "arrange_delivery", ["explain": true])
        let view = try await door.ask(.POST, "/v1/summaries", asked, as: Who.agent, expecting: 200)
        let theirs = try await door.ask(.POST, "/v1/summaries", asked, as: Who.vendor, expecting: 200)
        for caller in [Who.agent, Who.vendor] {
            let compact = Self.summary(
                Who.calm, "arrange_delivery", ["form": "compact", "budget": ["lines": 12]])
            try await door.ask(.POST, "/v1/summaries", compact, as: caller, expecting: 200)
        }
        let path = "/v1/summaries/\(try Self.leaf(of: view))/explanation"
        try await door.ask(.GET, path, as: Who.agent, expecting: 200)
        let id = try view.text(at: "body.customer.id")
        let page = "/timeline?purpose=arrange_delivery&limit=2"
        let first = try await door.ask(.GET, "/v1/customers/\(id)\(page)", as: Who.agent, expecting: 200)
        let cursor = try first.text(at: "body.page.next")
        try await door.ask(
            .GET, "/v1/customers/\(id)\(page)&cursor=\(cursor)", as: Who.agent, expecting: 200)
        // By the handle that a vendor's own answer names it with.
        let handle = try theirs.text(at: "body.conversations.0.id")
        let named = Self.summary(Who.calm, "arrange_delivery", ["conversation": .string(handle)])
        try await door.ask(.POST, "/v1/summaries", named, as: Who.vendor, expecting: 200)
        let leaf = try Self.leaf(of: theirs)
        try await door.ask(.GET, "/v1/customers/\(leaf)\(page)", as: Who.vendor, expecting: 200)
    }

    /// What is refused is as described, recorded or not.
    @Sendable private static func refusals(_ door: DescribedDoor) async throws {
        let good = Self.summary(Who.calm, "arrange_delivery")
        try await door.ask(.POST, "/v1/summaries", good, as: nil, expecting: 401)
        for (body, status) in [
            (["purpose": "arrange_delivery"], 400), (Self.summary(Who.calm, "audit_disclosure"), 403),
            (Self.summary(["phone": "+44 20 7946 0999"], "arrange_delivery"), 404),
            (Self.summary(Who.calm, "no_such_purpose"), 422),
        ] as [(JSONValue, Int)] {
            try await door.ask(.POST, "/v1/summaries", body, as: Who.agent, expecting: status)
        }
        try await door.ask(.POST, "/v1/reviews/claim", [:], as: Who.agent, expecting: 403)
        try await door.ask(.GET, "/v1/audit/leaves", as: Who.agent, expecting: 403)
        try await door.ask(.GET, "/health/live", as: nil, expecting: 200)
        try await door.ask(.GET, "/health/ready", as: nil, expecting: 200)
        try await door.ask(.GET, "/openapi.json", as: nil, expecting: 200)
    }

    /// Checks, access cases, contact handles and broken glass are as described.
    @Sendable private static func access(_ door: DescribedDoor) async throws {
        func about(_ purpose: String, _ more: [String: JSONValue]) -> JSONValue {
            let conversation: JSONValue = "tickets:5001"
            return Self.summary(Who.grave, purpose, ["conversation": conversation].merging(more) { $1 })
        }
        let why: [String: JSONValue] = ["reason": "the customer is on the line"]
        let check = about("verify_identity", ["class": "contact.email", "value": "a@example.com"])
        try await door.ask(.POST, "/v1/checks", check, as: Who.agent, expecting: 200)
        let wish = about("resolve_billing", ["elevation": "ELEVATE-REFUND-ACCOUNT"].merging(why) { $1 })
        let asked = try await door.ask(
            .POST, "/v1/access-requests", wish, as: Who.agent, expecting: 200)
        try await door.ask(.GET, "/v1/access-requests?open=true", as: Who.senior, expecting: 200)
        let decision = "/v1/access-requests/\(try asked.text(at: "body.id"))/decision"
        let approve: JSONValue = ["decision": "approve", "reason": "a refund is due", "minutes": 5]
        try await door.ask(.POST, decision, approve, as: Who.agent, expecting: 403)
        try await door.ask(.POST, decision, approve, as: Who.senior, expecting: 200)
        let revoke: JSONValue = ["decision": "revoke", "reason": "done"]
        try await door.ask(.POST, decision, revoke, as: Who.agent, expecting: 200)
        try await door.ask(.POST, decision, revoke, as: Who.agent, expecting: 409)
        try await Self.contact(door, about("resolve_billing", ["class": "contact.email"].merging(why) { $1 }))
        let glass = about("handle_complaint", ["break_glass": true].merging(why) { $1 })
        let held = about("handle_complaint", [:])
        try await door.ask(.POST, "/v1/summaries", held, as: Who.agent, expecting: 202)
        let broken = try await door.ask(
            .POST, "/v1/access-requests", glass, as: Who.agent, expecting: 200)
        let narrow = try await door.ask(.POST, "/v1/summaries", held, as: Who.agent, expecting: 200)
        #expect(narrow.at("body.gate") == "break_glass")
        let review = "/v1/access-requests/\(try broken.text(at: "body.id"))/decision"
        try await door.ask(.POST, review, revoke, as: Who.agent, expecting: 200)
        try await door.ask(.GET, "/v1/access-requests", as: Who.agent, expecting: 200)
        let justified: JSONValue = ["decision": "justified", "reason": "somebody was in danger"]
        try await door.ask(.POST, review, justified, as: Who.reviewer, expecting: 200)
    }

    private static func contact(_ door: DescribedDoor, _ body: JSONValue) async throws {
        let given = try await door.ask(.POST, "/v1/contact-handles", body, as: Who.agent, expecting: 200)
        let handle: JSONValue = ["handle": .string(try given.text(at: "body.handle"))]
        try await door.ask(.POST, "/v1/contact-handles/resolve", handle, as: Who.agent, expecting: 403)
        try await door.ask(.POST, "/v1/contact-handles/resolve", handle, as: Who.dialler, expecting: 200)
    }

    /// Holds and every step of a review are as described, to the release and its dispute.
    @Sendable private static func reviews(_ door: DescribedDoor) async throws {
        try await Self.missedFlag(door)
        let asked = Self.summary(Who.grave, "resolve_billing", ["conversation": "tickets:5001"])
        let held = try await door.ask(.POST, "/v1/summaries", asked, as: Who.agent, expecting: 202)
        let theirs = Self.summary(["email": "t.zielinski@example.org"], "arrange_delivery")
        try await door.ask(.POST, "/v1/summaries", theirs, as: Who.vendor, expecting: 202)
        let acknowledged = Self.summary(
            Who.grave, "resolve_billing",
            ["conversation": "tickets:5001", "acknowledge": held.at("body.case") ?? .null])
        try await door.ask(.POST, "/v1/summaries", acknowledged, as: Who.agent, expecting: 200)
        try await door.ask(.GET, "/v1/reviews", as: Who.reviewer, expecting: 200)
        for reviewer in [Who.reviewer, Who.second] {
            var isBusy = true
            while isBusy { isBusy = try await Self.decideNext(door, as: reviewer) }
        }
        try await door.ask(.GET, "/v1/reviews?state=released&limit=5", as: Who.reviewer, expecting: 200)
        let list = try await door.ask(
            .GET, "/v1/reviews?state=released&state=withheld&state=dismissed_not_sensitive",
            as: Who.reviewer, expecting: 200)
        let decided = try #require(list.at("body.cases")?.array?.first, "nothing was decided")
        let path = "/v1/reviews/\(try decided.text(at: "case"))"
        try await door.ask(
            .POST, path + "/contest", ["words": Who.words], as: Who.reviewer, expecting: 200)
        for isStopped in [true, false] {
            let stop: JSONValue = ["stopped": .bool(isStopped), "words": Who.words]
            let answer = try await door.ask(
                .POST, "/v1/reviews/stop", stop, as: Who.reviewer, expecting: 200)
            #expect(answer.at("receipt.body_key") == .null)
        }
        try await door.ask(.GET, "/v1/reviews/report", as: Who.officer, expecting: 200)
    }

    /// Claims the next case, looks, opens a record, and decides or agrees; `false` when there is none.
    private static func decideNext(_ door: DescribedDoor, as reviewer: Caller) async throws -> Bool {
        let claimed = try await door.ask(.POST, "/v1/reviews/claim", [:], as: reviewer, expecting: 200)
        guard claimed.at("outcome") == "claimed" else { return false }
        let path = "/v1/reviews/\(try claimed.text(at: "body.case"))"
        let lease = claimed.at("body.lease") ?? .null
        let look = try await door.ask(
            .POST, path + "/view", ["lease": lease, "request": 0], as: reviewer, expecting: 200)
        if let record = look.at("body.lines.0.record") {
            let name = "\(try record.text(at: "source")):\(try record.text(at: "id"))"
            try await door.ask(
                .POST, path + "/span", ["lease": lease, "record": .string(name)], as: reviewer,
                expecting: 200)
        }
        guard claimed.at("body.state") != "proposed" else {
            let agreed: JSONValue = ["lease": lease, "agrees": true, "words": Who.words]
            try await door.ask(.POST, path + "/confirm", agreed, as: reviewer, expecting: 200)
            return true
        }
        let decision: JSONValue = [
            "lease": lease, "view": look.at("body.view") ?? .null, "verdict": "dismiss",
            "reason": "facts_clear", "words": Who.words,
        ]
        let stale: JSONValue = ["lease": "another"]
        try await door.ask(.POST, path + "/return", stale, as: reviewer, expecting: 409)
        try await door.ask(.POST, path + "/decide", decision, as: reviewer, expecting: 200)
        return true
    }

    private static func missedFlag(_ door: DescribedDoor) async throws {
        let asked = summary(Who.calm, "arrange_delivery")
        let view = try await door.ask(.POST, "/v1/summaries", asked, as: Who.agent, expecting: 200)
        let conversation = view.at("body.conversations.0.id") ?? .null
        let missed = summary(
            Who.calm, "arrange_delivery",
            [
                "conversation": conversation, "category": "safety", "severity": 2,
                "words": "the kettle smells burnt when it is on",
            ])
        let opened = try await door.ask(
            .POST, "/v1/reviews/missed-flags", missed, as: Who.agent, expecting: 200)
        let named = summary(Who.calm, "arrange_delivery", ["conversation": conversation])
        try await door.ask(.POST, "/v1/summaries", named, as: Who.agent, expecting: 202)
        let path = "/v1/reviews/\(try opened.text(at: "body.case"))"
        try await door.ask(.POST, path + "/accept", [:], as: Who.agent, expecting: 200)
        for step in ["view", "return"] {
            try await door.ask(
                .POST, "\(path)/\(step)", ["lease": "none"], as: Who.agent, expecting: 403)
        }
        try await door.ask(
            .POST, path + "/span", ["lease": "none", "record": "tickets:1"], as: Who.agent, expecting: 403)
        let claimed = try await door.ask(.POST, path + "/claim", [:], as: Who.second, expecting: 200)
        let lease: JSONValue = ["lease": claimed.at("body.lease") ?? .null]
        try await door.ask(.POST, path + "/return", lease, as: Who.second, expecting: 200)
    }

    /// Leaves, sealed bodies, reports, legal holds and erasures are as described.
    @Sendable private static func traces(_ door: DescribedDoor) async throws {
        let asked = Self.summary(Who.calm, "arrange_delivery")
        let view = try await door.ask(.POST, "/v1/summaries", asked, as: Who.agent, expecting: 200)
        let leaf = "/v1/audit/leaves/\(try Self.leaf(of: view))"
        for path in ["/v1/audit/leaves?opened=true&limit=20", "/v1/audit/leaves", leaf, leaf + "/proof"] {
            try await door.ask(.GET, path, as: Who.officer, expecting: 200)
        }
        try await door.ask(.GET, leaf + "?opened=true", as: Who.officer, expecting: 200)
        let second = "Bearer \(try await door.token(Who.reviewer))"
        // What leaves the house is kept as it was sent.
        let theirs = try await door.ask(.POST, "/v1/summaries", asked, as: Who.vendor, expecting: 200)
        let sent = "/v1/audit/leaves/\(try Self.leaf(of: theirs))"
        try await door.ask(
            .GET, sent + "/body", as: Who.officer,
            headers: ["Case-Reference": "CASE-17", "Second-Authorization": second], expecting: 200)
        let customer = "/v1/customers/\(try view.text(at: "body.customer.id"))"
        let why: JSONValue = ["reason": "request of 3 March"]
        let erase: JSONValue = ["reason": "request of 3 March", "legal_basis": "GDPR art. 17(1)(b)"]
        try await door.ask(.PUT, customer + "/legal-hold", why, as: Who.officer, expecting: 200)
        try await door.ask(.POST, customer + "/erasure", erase, as: Who.officer, expecting: 409)
        try await door.ask(.DELETE, customer + "/legal-hold", why, as: Who.officer, expecting: 200)
        try await door.ask(.GET, customer + "/report?limit=3", as: Who.officer, expecting: 200)
        for _ in 0..<2 {
            try await door.ask(.POST, customer + "/erasure", erase, as: Who.officer, expecting: 200)
        }
        try await door.ask(.GET, customer + "/report", as: Who.officer, expecting: 200)
        try await door.ask(.GET, leaf + "?opened=true", as: Who.officer, expecting: 200)
    }
}
