import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

/// Keeps what it was asked, and answers with one line.
private final class HeardAudit: AuditService {
    // Guarded by the mutex.
    private let questions = Mutex<[AuditQuestion]>([])

    var all: [AuditQuestion] { questions.withLock { $0 } }

    func answer(_ question: AuditQuestion, caller: Caller, trace: String) async -> AuditAnswer {
        questions.withLock { $0.append(question) }
        return AuditAnswer(
            Answer(status: 200, contentType: "application/x-ndjson", bytes: Array("{}\n".utf8)),
            leaf: ULID("01J0000000000000000000000A"), next: "MTo")
    }
}

@Suite struct AuditRouteTests {
    private static let id = "01J0000000000000000000000A"
    private static let paths = [
        "/v1/audit/leaves", "/v1/audit/leaves/\(id)", "/v1/audit/leaves/\(id)/proof",
        "/v1/audit/leaves/\(id)/body", "/v1/audit/export?format=csv",
        "/audit/log/default/2026/tile/entries/000.p/1",
    ]

    @Test("every path of the audit is 401 without a token, entry bundles too", arguments: paths)
    func unauthenticated(path: String) async throws {
        let door = try await TestDoor()
        let audit = HeardAudit()
        try await door.application(audit: audit).test(.router) { client in
            let answer = try await client.execute(uri: path, method: .get)
            #expect(answer.status == .unauthorized && answer.code == "unauthenticated")
        }
        #expect(audit.all.isEmpty)
    }

    @Test("a question arrives as it was asked; leaf and cursor stand in headers, nothing may be kept")
    func questions() async throws {
        let door = try await TestDoor()
        let audit = HeardAudit()
        let headers = try door.headers()
        try await door.application(audit: audit).test(.router) { client in
            func ask(_ path: String, _ more: [(String, String)] = []) async throws -> TestResponse {
                var headers = headers
                for (name, value) in more {
                    if let name = HTTPFields.Element.Name(name) { headers[name] = value }
                }
                return try await client.execute(uri: path, method: .get, headers: headers)
            }
            let first = try await ask(
                "/v1/audit/leaves?role=agent&shown=contact&from=2026-03-01T00:00:00%2B01:00&limit=7&opened=true&after=MTo"
            )
            #expect(first.status == .ok && first.headers[.cacheControl] == "no-store")
            let leaf = try #require(HTTPFields.Element.Name("Throughline-Leaf"))
            let next = try #require(HTTPFields.Element.Name("Throughline-Next"))
            #expect(first.headers[leaf] == Self.id && first.headers[next] == "MTo")
            _ = try await ask("/v1/audit/export?format=ocsf&type=hold&type=disclosure")
            _ = try await ask("/v1/audit/leaves/\(Self.id)?opened=true")
            _ = try await ask("/v1/audit/leaves/\(Self.id)/proof")
            _ = try await ask("/audit/log/default/2026/tile/entries/x001/000.p/9")
            let second = try door.token(door.claims(subject: "reviewer-1"))
            let body = try await ask(
                "/v1/audit/leaves/\(Self.id)/body",
                [("Case-Reference", "CASE-17"), ("Second-Authorization", "Bearer \(second)")])
            #expect(body.status == .ok)
        }
        var filter = LeafFilter()
        filter.role = "agent"
        filter.opened.shown = "contact"
        filter.from = Timestamp(rfc3339: "2026-02-28T23:00:00Z")
        var types = LeafFilter()
        types.types = [.hold, .disclosure]
        let id = try #require(ULID(Self.id))
        let heard = audit.all
        try #require(heard.count == 6)
        #expect(heard[0] == .leaves(filter, AuditPage(limit: 7, after: "MTo", isOpened: true)))
        #expect(heard[1] == .export(types, .ocsf, AuditPage(limit: 10_000)))
        #expect(heard[2] == .leaf(id, isOpened: true) && heard[3] == .proof(id))
        #expect(heard[4] == .entries(Tile(.entries, index: 1000, width: 9), tenant: "default", year: 2026))
        guard case .body(id, caseReference: "CASE-17", second: let second) = heard[5] else {
            Issue.record("expected a question for a body")
            return
        }
        #expect(second.subject == "reviewer-1")
    }

    @Test(
        "an unknown, repeated or malformed parameter is 400 and named; what was sent is not repeated",
        arguments: [
            ("/v1/audit/leaves?costumer=x", "costumer"), ("/v1/audit/leaves?role=a&role=b", "role"),
            ("/v1/audit/leaves?limit=0", "limit"), ("/v1/audit/leaves?limit=1001", "limit"),
            ("/v1/audit/leaves?opened=yes", "opened"), ("/v1/audit/leaves?from=noon", "from"),
            ("/v1/audit/leaves?subject=ada%40example.org", "subject"),
            ("/v1/audit/leaves?after=a&after=b", "after"), ("/v1/audit/leaves?role=%zz", "query"),
            ("/v1/audit/leaves?%3Cscript%3E=1", "a parameter"), ("/v1/audit/leaves?format=csv", "format"),
            ("/v1/audit/export", "format"), ("/v1/audit/export?format=xml", "format"),
            ("/v1/audit/leaves/\(id)?role=agent", "role"), ("/v1/audit/leaves/\(id)/proof?x=1", "x"),
            ("/v1/audit/leaves/me", "id"), ("/v1/audit/leaves/\(id)/body", "Case-Reference"),
        ])
    func malformed(path: String, parameter: String) async throws {
        let door = try await TestDoor()
        let audit = HeardAudit()
        let headers = try door.headers()
        try await door.application(audit: audit).test(.router) { client in
            let answer = try await client.execute(uri: path, method: .get, headers: headers)
            #expect(answer.status == .badRequest && answer.code == "malformed_request")
            let detail = answer.json?["detail"]?.string ?? ""
            #expect(detail.hasPrefix(parameter + ":"), "\(detail)")
            #expect(!detail.contains("ada") && !detail.contains("script"))
        }
        #expect(audit.all.isEmpty)
    }

    @Test("a body needs a second token that verifies")
    func secondToken() async throws {
        let door = try await TestDoor()
        let audit = HeardAudit()
        var headers = try door.headers()
        let name = try #require(HTTPFields.Element.Name("Case-Reference"))
        headers[name] = "CASE-17"
        let second = try #require(HTTPFields.Element.Name("Second-Authorization"))
        let path = "/v1/audit/leaves/\(Self.id)/body"
        for value in [nil, "Bearer nonsense", "Basic abc"] as [String?] {
            headers[second] = value
            let sent = headers
            try await door.application(audit: audit).test(.router) { client in
                let answer = try await client.execute(uri: path, method: .get, headers: sent)
                #expect(answer.status == .unauthorized)
            }
        }
        #expect(audit.all.isEmpty)
    }

    @Test("a door without an audit answers 503 to every question of it")
    func closed() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            let answer = try await client.execute(uri: "/v1/audit/leaves", method: .get, headers: headers)
            #expect(answer.status == .serviceUnavailable)
        }
    }
}
