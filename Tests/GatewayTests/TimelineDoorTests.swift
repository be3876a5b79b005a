import AsyncHTTPClient
import AuditTrail
import Briefing
import Conversations
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Gateway

@Suite("The timeline over HTTP")
struct TimelineDoorTests {
    private static func get(
        _ bench: ServedBench, _ path: String, as caller: Caller? = nil
    ) async throws -> (status: Int, document: JSONValue) {
        var request = HTTPClientRequest(url: bench.url + path)
        let token: String
        if let caller {
            token = try await DemoTokens(bench.root.configuration).mint(caller)
        } else {
            token = bench.token
        }
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = Array((try await response.body.collect(upTo: 1 << 22)).readableBytesView)
        return (Int(response.status.code), try JSONValue(json: bytes))
    }

    private static let vendor = Caller(
        tenant: "default", subject: "vendor-1", client: "tests", organisation: "brightline",
        role: "vendor_agent")

    private static func texts(_ document: JSONValue) -> [String] {
        (document["body"]?["interactions"]?.array ?? []).compactMap { $0["text"]?.string }
    }

    @Test("pages join to the whole, each with a leaf of its own; a vendor's part is its own conversations")
    func pages() async throws {
        try await ServedBench.serving { bench in
            let summary = try await bench.ask()
            let id = try #require(summary.document["body"]?["customer"]?["id"]?.string)
            let path = "/v1/customers/\(id)/timeline?purpose=arrange_delivery"
            let whole = try await Self.get(bench, path)
            #expect(whole.status == 200 && whole.document["outcome"] == "view")
            #expect(Self.texts(whole.document).count >= 9)
            #expect(whole.document["body"]?["page"]?["next"] == .null)
            var joined: [String] = []
            var leaves: Set<Int64> = []
            var next: String? = ""
            while let cursor = next {
                let page = try await Self.get(
                    bench, path + "&limit=4" + (cursor.isEmpty ? "" : "&cursor=\(cursor)"))
                try #require(page.status == 200)
                joined += Self.texts(page.document)
                leaves.insert(try #require(page.document["receipt"]?["index"]?.int))
                next = page.document["body"]?["page"]?["next"]?.string
            }
            #expect(joined == Self.texts(whole.document) && leaves.count == (joined.count + 3) / 4)
            let theirs = try await Self.get(bench, path, as: Self.vendor)
            let shown = Self.texts(theirs.document)
            #expect(theirs.status == 200 && !shown.isEmpty && shown.count < joined.count)
            #expect(!shown.contains { $0.contains("Daniel") || $0.contains("Cooper Street") })
        }
    }

    @Test("what does not fit is named, and the way of a summary holds: gate, purposes, unknown customers")
    func refused() async throws {
        try await ServedBench.serving { bench in
            let summary = try await bench.ask()
            let id = try #require(summary.document["body"]?["customer"]?["id"]?.string)
            let base = "/v1/customers/\(id)/timeline"
            for (query, word) in [
                ("", "purpose"), ("?purpose=arrange_delivery&limit=0", "limit"),
                ("?purpose=arrange_delivery&cursor=AAAA", "cursor"),
                // A moment that no calendar holds, which once stopped the process.
                ("?purpose=arrange_delivery&cursor=gAAAAAAAAAA", "cursor"),
                ("?purpose=arrange_delivery&page=2", "page"),
                ("?purpose=arrange_delivery&purpose=handle_complaint", "purpose"),
                ("?purpose=arrange_delivery&conversation=5030", "conversation"),
            ] {
                let answer = try await Self.get(bench, base + query)
                #expect(answer.status == 400 && answer.document["code"] == "malformed_request", "\(query)")
                #expect(
                    answer.document["detail"]?.string?.hasPrefix(word) == true, "\(query) \(answer.document)")
                #expect(answer.document["receipt"] == nil)
            }
            let other = try await Self.get(bench, base + "?purpose=handle_complaint")
            #expect(other.status == 403 && other.document["rule_id"] == "scope:one_purpose")
            let unknown = try await Self.get(
                bench, "/v1/customers/01ARZ3NDEKTSV4RRFFQ69G5FAV/timeline?purpose=arrange_delivery")
            #expect(unknown.status == 404 && unknown.document["code"] == "customer_not_found")
            let short = try await Self.get(bench, "/v1/customers/7/timeline?purpose=arrange_delivery")
            #expect(short.status == 400)
            let purpose = try await Self.get(bench, base + "?purpose=read_everything")
            #expect(purpose.status == 422)
        }
    }

    @Test("a held conversation holds its timeline until the hold is acknowledged")
    func held() async throws {
        let bench = try DemoBench()
        let email = "priya.raman@example.com"
        let hold = try await bench.asAgent(email, purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(hold.status == 202)
        let token = try #require(hold.document["body"]?["case"]?.string)
        let view = try await bench.asAgent(
            email, purpose: "resolve_billing", conversation: "tickets:5001", acknowledge: token)
        let id = try #require((view.document["body"]?["customer"]?["id"]?.string).flatMap { ULID($0) })
        func timeline(_ acknowledge: String?) async throws -> (Int, JSONValue) {
            var parameters = ["purpose": "resolve_billing", "conversation": "tickets:5001"]
            parameters["acknowledge"] = acknowledge
            let answer = await bench.root.summaries.timeline(
                try .init(customer: CustomerID(id), parameters: parameters),
                caller: Caller(
                    tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield",
                    role: "agent"),
                trace: String(repeating: "e", count: 32))
            return (answer.status, try JSONValue(json: answer.bytes))
        }
        let held = try await timeline(nil)
        #expect(held.0 == 202 && held.1["body"]?["interactions"] == nil)
        let shown = try await timeline(token)
        #expect(shown.0 == 200 && shown.1["body"]?["gate"] == "warn")
        #expect(!Self.texts(shown.1).contains { $0.contains("4111") })
        #expect(try await bench.verifyLog().isSound)
    }
}
