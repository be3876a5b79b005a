import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Sodium
import Testing

@testable import Gateway
@testable import Ledger

@Suite("Reading the audit")
struct AuditDeskTests {
    private let audit: AuditBench
    private let page = AuditPage(limit: 100)

    init() throws { audit = try AuditBench() }

    private func disclose() async throws -> (customer: String, leaf: ULID) {
        let view = try await audit.bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let receipt = try #require(view.document["receipt"].flatMap(Receipt.init(json:)))
        let stored = try #require(try await audit.leaves(.disclosure).last)
        return (try #require(stored.customer).description, try Leaf(bytes: receipt.leaf).id)
    }

    @Test("compliance finds who was shown which fields of which customer, by every kind of filter")
    func filters() async throws {
        let shown = try await disclose()
        _ = try await audit.bench.asAgent("daniel.okafor@example.net", purpose: "resolve_billing")
        for (name, value, count) in [
            ("customer", shown.customer, 2), ("role", "vendor_agent", 1), ("role", "agent", 1),
            ("organisation", "brightline", 1), ("outcome", "view", 1), ("outcome", "refusal", 1),
            ("subject", "vendor-1", 1), ("purpose", "arrange_delivery", 1), ("shown", "order.id", 1),
            ("withheld", "contact", 1), ("flag", "legal", 0), ("rule", "no-such-rule", 0),
        ] {
            let found = await audit.ask(.leaves(try audit.filter((name, value)), page))
            #expect(found.status == 200)
            #expect(found.document["body"]?["leaves"]?.array?.count == count, "\(name) \(value)")
        }
    }

    @Test(
        "openings come when asked for, each committed to by its leaf, and the receipt proves the whole answer"
    )
    func opened() async throws {
        _ = try await disclose()
        let found = await audit.ask(
            .leaves(try audit.filter(("type", "disclosure")), AuditPage(limit: 10, isOpened: true)))
        let row = try #require(found.document["body"]?["leaves"]?.array?.first)
        let leaf = try Leaf(bytes: try #require(row["leaf"]?.string.flatMap(Base64URL.decode)))
        let openings = (row["openings"]?.array ?? []).compactMap { $0.string.flatMap(Opening.init(text:)) }
        #expect(openings.count == LeafCatalogue.entry(of: .disclosure).committed.count)
        #expect(openings.allSatisfy { leaf.commits(to: $0, digester: SodiumDigester()) })
        let receipt = try #require(found.document["receipt"].flatMap(Receipt.init(json:)))
        let body = try #require(found.document["body"]).canonicalBytes()
        let read = try receipt.verified(
            body: body, by: try audit.key, digester: SodiumDigester(), with: SodiumVerifier())
        #expect(read.type == .auditRead)
    }

    @Test("every read leaves a leaf that says what was asked, how many leaves were given, and by whom")
    func recorded() async throws {
        let shown = try await disclose()
        let questions: [(AuditQuestion, String, Int64)] = [
            (.leaves(try audit.filter(("customer", shown.customer)), page), "leaves", 1),
            (.leaf(shown.leaf, isOpened: true), "leaf", 1), (.proof(shown.leaf), "proof", 1),
            (.export(try audit.filter(("role", "vendor_agent")), .csv, page), "export", 1),
        ]
        for (question, kind, count) in questions {
            #expect(await audit.ask(question).status == 200)
            let read = try await audit.lastRead()
            #expect(read["query"]?["kind"] == .string(kind))
            #expect(read["leaves"]?["count"] == .int(count), "\(kind)")
            #expect(read["caller_identity"]?["subject"] == "compliance-1")
            #expect(read["subject"] == .string(shown.customer), "\(kind) is about one customer")
        }
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let entries = await audit.ask(
            .entries(Tile(.entries, index: 0, width: 3), tenant: "default", year: year))
        #expect(entries.status == 200 && EntryBundle.decode(entries.answer.answer.bytes)?.count == 3)
        #expect(try await audit.lastRead()["query"]?["kind"] == "entries")
        #expect(try await audit.bench.verifyLog().isSound)
    }

    @Test(
        "any other role, a machine for an officer, and an officer of another tenant are refused and recorded")
    func refused() async throws {
        let shown = try await disclose()
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let questions: [AuditQuestion] = [
            .leaves(LeafFilter(), page), .leaf(shown.leaf, isOpened: false), .proof(shown.leaf),
            .export(LeafFilter(), .jsonl, page),
            .entries(Tile(.entries, index: 0, width: 1), tenant: "default", year: year),
            .body(shown.leaf, caseReference: "CASE-1", second: AuditBench.caller("compliance", "c-2")),
        ]
        let callers = [
            AuditBench.caller("agent", "agent-1"), AuditBench.caller("operator", "ops-1"),
            AuditBench.caller("reviewer", "reviewer-1"),
            AuditBench.caller("compliance", "compliance-1", actor: "assistant-1"),
        ]
        for question in questions {
            for caller in callers {
                let before = try await audit.leaves(.refusal).count
                let answer = await audit.ask(question, as: caller)
                #expect(answer.status == 403 && answer.document["receipt"] != nil)
                #expect(try await audit.leaves(.refusal).count == before + 1)
            }
        }
        let elsewhere = AuditBench.caller("compliance", "compliance-9", tenant: "outlet")
        let foreign = await audit.ask(.leaf(shown.leaf, isOpened: true), as: elsewhere)
        #expect(foreign.status == 404 && foreign.document["code"] == "leaf_not_found")
        #expect(await audit.ask(questions[4], as: elsewhere).status == 403)
        let list = await audit.ask(.leaves(LeafFilter(), page), as: elsewhere)
        #expect(list.document["body"]?["leaves"]?.array?.contains { $0["type"] == "disclosure" } == false)
        let nobody = AuditBench.caller("compliance", "compliance-1", tenant: "unserved")
        #expect(await audit.ask(.leaves(LeafFilter(), page), as: nobody).status == 401)
    }

    @Test("a proof bundle is C2SP's and leads to the checkpoint; the leaf's own caller may refresh a receipt")
    func proofs() async throws {
        let shown = try await disclose()
        let vendor = AuditBench.caller("vendor_agent", "vendor-1", organisation: "brightline")
        for caller in [AuditBench.officer, vendor] {
            let answer = await audit.ask(.proof(shown.leaf), as: caller)
            #expect(answer.status == 200)
            #expect(answer.answer.answer.contentType == "text/plain; charset=utf-8")
            let bundle = try #require(
                ProofBundle(text: String(decoding: answer.answer.answer.bytes, as: UTF8.self)))
            let stored = try #require(try await audit.bench.root.ledger.leaf(shown.leaf, tenant: "default"))
            _ = try bundle.verified(
                leaf: stored.bytes, by: try audit.key, digester: SodiumDigester(), with: SodiumVerifier())
        }
        #expect(
            await audit.ask(
                .proof(ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 1, count: 10))), as: vendor
            ).status == 403)
        #expect(
            await audit.ask(.proof(ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 1, count: 10))))
                .status == 404)
    }

    @Test("a proof leads to the checkpoint that outsiders are shown, once that covers the leaf")
    func shownCheckpoint() async throws {
        let first = try await disclose()
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let shown = try #require(
            try await audit.bench.root.ledger.latestCheckpoint(of: "default", year: year))
        let second = try await disclose()
        var desk = audit.desk
        desk.publicLog = ShownLog(checkpoint: shown)
        for (leaf, isShown) in [(first.leaf, true), (second.leaf, false)] {
            let answer = await desk.answer(.proof(leaf), caller: AuditBench.officer, trace: "")
            let bundle = try #require(
                ProofBundle(text: String(decoding: answer.answer.bytes, as: UTF8.self)))
            #expect((bundle.checkpoint == shown) == isShown)
            let stored = try #require(try await audit.bench.root.ledger.leaf(leaf, tenant: "default"))
            _ = try bundle.verified(
                leaf: stored.bytes, by: try audit.key, digester: SodiumDigester(), with: SodiumVerifier())
        }
    }

    @Test("pages follow one another by cursor while the log grows under them; another cursor is 400")
    func pages() async throws {
        for _ in 0..<5 { _ = try await disclose() }
        var seen: [String] = []
        var after: String?
        let filter = try audit.filter(("type", "disclosure"))
        repeat {
            let found = await audit.ask(.leaves(filter, AuditPage(limit: 2, after: after)))
            seen += (found.document["body"]?["leaves"]?.array ?? []).compactMap { $0["id"]?.string }
            after = found.document["body"]?["next"]?.string
            #expect(found.answer.next == after)
            if seen.count == 2 { _ = try await disclose() }
        } while after != nil
        #expect(seen.count == 6 && Set(seen).count == 6)
        for cursor in ["", "nonsense", "MjAyNi4x", Base64URL.encode("1:2026.-1".utf8)] {
            let answer = await audit.ask(.leaves(filter, AuditPage(limit: 2, after: cursor)))
            #expect(answer.status == 400 && answer.document["receipt"] == nil)
        }
    }

    @Test("what was read of an erased customer is recorded without the customer's key")
    func erased() async throws {
        let shown = try await disclose()
        let customer = CustomerID(try #require(ULID(shown.customer)))
        try await audit.bench.root.ledger.destroyKeys(of: customer, tenant: "default")
        let found = await audit.ask(
            .leaves(try audit.filter(("customer", shown.customer)), AuditPage(limit: 10, isOpened: true)))
        #expect(found.status == 200)
        #expect(found.document["body"]?["leaves"]?.array?.first?["openings_state"] == "destroyed")
        let read = try await audit.lastRead()
        #expect(read["query"]?["filters"]?["customer"] == ["erased"] && read["subject"] == .null)
    }

    @Test(
        "exports hold one row a leaf in each form, and name their own leaf beside it",
        arguments: ExportFormat.allCases)
    func exports(format: ExportFormat) async throws {
        for _ in 0..<3 { _ = try await disclose() }
        let filter = try audit.filter(("type", "disclosure"))
        let answer = await audit.ask(.export(filter, format, AuditPage(limit: 2, isOpened: true)))
        let text = String(decoding: answer.answer.answer.bytes, as: UTF8.self)
        #expect(answer.status == 200 && answer.answer.answer.contentType == format.contentType)
        #expect(text.split(whereSeparator: \.isNewline).count == (format == .csv ? 3 : 2))
        let leaf = try #require(answer.answer.leaf)
        #expect(try await audit.leaves(.auditRead).last?.id == leaf)
        let rest = await audit.ask(
            .export(filter, format, AuditPage(limit: 2, after: answer.answer.next)))
        #expect(rest.answer.next == nil)
        #expect(
            String(decoding: rest.answer.answer.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).count
                == (format == .csv ? 2 : 1))
    }
}

/// A public log that shows one checkpoint, as one does whose witnesses are behind.
private struct ShownLog: PublicLog {
    let checkpoint: String

    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading { .found(Array(checkpoint.utf8)) }
    func tile(_ tile: Tile, tenant: TenantID, year: Int) async -> PublicLogReading { .absent }
}
