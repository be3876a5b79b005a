import AuditTrail
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Testing

@testable import Gateway

@Suite("A person's report of who saw what")
struct ReportTests {
    private let bench: DemoBench

    init() throws { bench = try DemoBench() }

    @Test(
        "it says when, which organisation and role, for what, under which policy, and which classes; never a value"
    )
    func entries() async throws {
        let customer = try await bench.customerID()
        _ = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let answer = try await bench.asCompliance(.report(limit: 100, cursor: nil), customer)
        #expect(answer.status == 200 && answer.document["outcome"] == "report")
        let body = try #require(answer.document["body"])
        let entries = try #require(body["entries"]?.array)
        #expect(entries.count == 2 && body["next"] == .null)
        let vendor = entries[1]
        #expect(vendor["organisation"] == "brightline" && vendor["role"] == "vendor_agent")
        #expect(
            vendor["purpose"] == "arrange_delivery" && vendor["what"] == "shown" && vendor["told"] == true)
        #expect(vendor["policy"]?.string?.contains("@") == true && vendor["staff"] == nil)
        #expect(vendor["shown"]?.array?.contains { $0["class"] == "person.name" } == true)
        #expect((body["profiles"]?.array?.count ?? 0) >= 2)
        let text = body.text()
        for value in ["Daniel", "Okafor", "example.net", "07700", "agent-1", "vendor-1"] {
            #expect(!text.contains(value), "the report holds \(value)")
        }
    }

    @Test("pages are stable while leaves are appended, and every page asked for is a leaf of its own")
    func pages() async throws {
        let customer = try await bench.customerID()
        for _ in 0..<4 { _ = try await bench.customerID() }
        var seen: [String] = []
        var cursor: String?
        for _ in 0..<4 {
            let page = try await bench.asCompliance(.report(limit: 2, cursor: cursor), customer).document
            seen += (page["body"]?["entries"]?.array ?? []).compactMap { $0["leaf"]?.string }
            cursor = page["body"]?["next"]?.string
            guard cursor != nil else { break }
        }
        #expect(Set(seen).count == seen.count && seen == seen.sorted() && seen.count >= 5)
        let report = try await bench.verifyLog()
        #expect(report.isSound && report.types.contains { $0.type == .auditRead && $0.count >= 3 })
        let bad = try await bench.asCompliance(.report(limit: 2, cursor: "page two"), customer)
        #expect(bad.status == 400)
    }

    @Test("after an erasure it still says when and who, and that the fields cannot be told")
    func afterErasure() async throws {
        let customer = try await bench.customerID()
        #expect(try await bench.asCompliance(CustomersRequestOf.erasure, customer).status == 200)
        let body = try #require(
            try await bench.asCompliance(.report(limit: 10, cursor: nil), customer).document["body"])
        let entries = try #require(body["entries"]?.array)
        #expect(entries.first?["told"] == false && entries.first?["role"] == "agent")
        #expect(entries.last?["type"] == "erasure" && entries.last?["told"] == true)
        #expect(body["erased_at"]?.string != nil && body["profiles"]?.array?.isEmpty == true)
        #expect(body["cannot_be_told"]?.array?.contains { $0.string?.contains("destroyed") == true } == true)
    }

    @Test(
        "somebody outside compliance is told of it, without the customer; who cannot be told gets no report")
    func reported() async throws {
        let customer = try await bench.customerID()
        _ = try await bench.asCompliance(.report(limit: 10, cursor: nil), customer)
        let path = try #require(bench.configuration.audit?.reportFile)
        let line = try #require(
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").last)
        #expect(line.contains("subject_report") && line.contains("compliance-1"))
        #expect(!line.contains("\(customer)"))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        await #expect(throws: LineFileFailure.self) {
            try await bench.asCompliance(.report(limit: 10, cursor: nil), customer)
        }
    }

    @Test("nobody but compliance gets one")
    func admission() async throws {
        let customer = try await bench.customerID()
        let answer = try await bench.asCompliance(
            .report(limit: 10, cursor: nil), customer, role: "senior_agent", subject: "senior-1")
        #expect(answer.status == 403 && answer.document["body"] == nil)
    }
}
