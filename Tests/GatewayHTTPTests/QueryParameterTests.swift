import Conversations
import GatewayHTTP
import Hummingbird
import HummingbirdTesting
import Testing

/// Every path that reads a query reads it by the same rules.
@Suite("Query parameters")
struct QueryParameterTests {
    private static let id = "01J0000000000000000000000A"
    private static let report = "/v1/customers/\(id)/report"

    @Test(
        "an unknown, repeated or malformed parameter is 400 at every desk and named; what was sent is not repeated",
        arguments: [
            ("/v1/reviews?costumer=x", "costumer"), ("/v1/reviews?limit=1&limit=2", "limit"),
            ("/v1/reviews?severity_min=5", "severity_min"), ("/v1/reviews?mine=yes", "mine"),
            ("/v1/reviews?category=", "category"), ("/v1/reviews?state=bogus", "state"),
            ("/v1/reviews?mine=%zz", "query"),
            ("/v1/reviews?ada%40example.org=1", "a parameter"), ("/v1/reviews?li+mit=1", "a parameter"),
            ("/v1/reviews/report?from=noon", "from"), ("/v1/reviews/report?until=1", "until"),
            ("/v1/access-requests?open=1", "open"), ("/v1/access-requests?open=true&open=false", "open"),
            ("/v1/access-requests?ada%40example.org=1", "a parameter"),
            ("\(report)?limit=0", "limit"), ("\(report)?limit=1001", "limit"),
            ("\(report)?cursor=a&cursor=b", "cursor"), ("\(report)?page=2", "page"),
            ("/v1/customers/\(id)/timeline?purpose=a&purpose=b", "purpose"),
            ("/v1/customers/\(id)/timeline?page=2", "page"),
        ])
    func malformed(path: String, parameter: String) async throws {
        let door = try await TestDoor()
        let desks = HeardDesks()
        let headers = try door.headers()
        try await door.application(desks: desks).test(.router) { client in
            let answer = try await client.execute(uri: path, method: .get, headers: headers)
            #expect(answer.status == .badRequest && answer.code == "malformed_request")
            let detail = answer.json?["detail"]?.string ?? ""
            #expect(detail.hasPrefix(parameter + ":"), "\(detail)")
            #expect(!detail.contains("ada") && !detail.contains("noon"))
        }
        #expect(desks.all.isEmpty)
    }

    @Test("what fits reaches its desk, and states and categories may be given several times")
    func fitting() async throws {
        let door = try await TestDoor()
        let desks = HeardDesks()
        let headers = try door.headers()
        try await door.application(desks: desks).test(.router) { client in
            for path in [
                "/v1/reviews?state=pending&state=claimed&category=legal&severity_min=3&mine=true&limit=500",
                "/v1/reviews/report?from=2026-03-01T00:00:00%2B01:00", "/v1/access-requests?open=true",
                "\(Self.report)?limit=7&cursor=MTo",
            ] {
                let answer = try await client.execute(uri: path, method: .get, headers: headers)
                #expect(answer.status == .ok, "\(path)")
            }
        }
        var filter = ReviewFilter()
        filter.states = [.pending, .claimed]
        filter.categories = [FlagCategory("legal")]
        filter.severityMin = 3
        filter.isMine = true
        filter.limit = 500
        let from = try #require(Timestamp(rfc3339: "2026-02-28T23:00:00Z"))
        #expect(
            desks.all == [
                .reviews(.list(filter)), .reviews(.report(from: from)), .access(.list(isOpen: true)),
                .customers(.report(limit: 7, cursor: "MTo")),
            ])
    }
}
