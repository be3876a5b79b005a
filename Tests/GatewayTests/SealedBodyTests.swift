import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Sodium
import Testing

@testable import Gateway
@testable import Ledger
@testable import throughline

@Suite("What exactly was sent")
struct SealedBodyTests {
    private let audit: AuditBench
    private let body = Array(#"{"lines":["the parcel is at the depot"]}"#.utf8)
    private let key: ComplianceKey
    private let second = AuditBench.caller("reviewer", "reviewer-1")

    init() throws {
        audit = try AuditBench()
        key = try ComplianceKey(seed: SecretBytes(copying: [UInt8](repeating: 4, count: 32)))
    }

    /// A disclosure whose body is sealed as the gateway would.
    private func seal(customer: CustomerID? = nil) async throws -> ULID {
        let seed = try SodiumRandom().bytes(32)
        let draft = try LeafDraft(
            type: .disclosure,
            caller: LeafCaller(
                tenant: "default", organisation: "brightline", subject: "vendor-1", client: "tests",
                role: "vendor_agent"),
            body: body, seed: seed, customer: customer)
        let digest = DisclosureKeys(seed: seed, digester: SodiumDigester()).bodyDigest(body)
        let sealed = try ComplianceBox(publicKey: key.publicKey).seal(body, bodyDigest: digest)
        let receipt = try await audit.bench.root.ledger.commit(draft, [], sealed: sealed)
        return try Leaf(bytes: receipt.leaf).id
    }

    private func question(_ leaf: ULID, _ second: Caller? = nil) -> AuditQuestion {
        .body(leaf, caseReference: "CASE-17", second: second ?? self.second)
    }

    @Test("with the private key, a case and a second person the body is the one that the leaf stands for")
    func opened() async throws {
        let leaf = try await seal()
        let answer = await audit.ask(question(leaf))
        #expect(answer.status == 200)
        #expect(!String(decoding: answer.answer.answer.bytes, as: UTF8.self).contains("parcel"))
        let opened = try SealedBodyOptions.opened(
            try #require(answer.document["body"]), leaf: leaf, by: key)
        #expect(opened == body)
        let read = try await audit.lastRead()
        #expect(read["case"] == "CASE-17" && read["approved_by"]?["subject"] == "reviewer-1")
        #expect(read["opened"]?["body"] == .string(leaf.description))
        let line = try #require(try audit.reported().last)
        #expect(line["kind"] == "body" && line["opened"] == true && line["approved_by"] == "reviewer-1")
    }

    @Test("another key, leaf or an altered ciphertext opens nothing")
    func altered() async throws {
        let leaf = try await seal()
        let answer = try #require(await audit.ask(question(leaf)).document["body"])
        let other = try ComplianceKey(seed: SecretBytes(copying: [UInt8](repeating: 5, count: 32)))
        #expect(throws: Exit.negativeFinding) { try SealedBodyOptions.opened(answer, leaf: leaf, by: other) }
        let another = try await seal()
        #expect(throws: Exit.negativeFinding) { try SealedBodyOptions.opened(answer, leaf: another, by: key) }
        var members = try #require(answer.object)
        members["ciphertext"] = .string(Base64URL.encode([UInt8](repeating: 0, count: 80)))
        let changed = JSONValue.object(members)
        #expect(throws: Exit.negativeFinding) { try SealedBodyOptions.opened(changed, leaf: leaf, by: key) }
    }

    @Test("the same person, another tenant's, a machine and other roles are no second person")
    func secondPersons() async throws {
        let leaf = try await seal()
        for second in [
            AuditBench.officer, AuditBench.caller("reviewer", "reviewer-1", tenant: "outlet"),
            AuditBench.caller("agent", "agent-1"), AuditBench.caller("operator", "ops-1"),
            AuditBench.caller("reviewer", "reviewer-1", actor: "assistant-1"),
        ] {
            let answer = await audit.ask(question(leaf, second))
            #expect(answer.status == 403 && answer.document["code"] == "second_person_required")
            #expect(answer.document["receipt"] != nil)
        }
    }

    @Test(
        "a leaf without a body, an unknown one and an erased customer's give none, and each try is recorded")
    func nothingKept() async throws {
        let plain = try #require(
            try await audit.bench.asAgent(
                "daniel.okafor@example.net", purpose: "arrange_delivery"
            ).document["receipt"].flatMap(Receipt.init(json:)))
        let customer = CustomerID(ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 9, count: 10)))
        let erased = try await seal(customer: customer)
        try await audit.bench.root.ledger.destroyKeys(of: customer, tenant: "default")
        let unknown = ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 1, count: 10))
        for (leaf, code) in [
            (try Leaf(bytes: plain.leaf).id, "body_not_kept"), (erased, "body_not_kept"),
            (unknown, "leaf_not_found"),
        ] {
            let answer = await audit.ask(question(leaf))
            #expect(answer.status == 404 && answer.document["code"] == .string(code))
            #expect(answer.document["receipt"] != nil)
        }
    }

    @Test(
        "a person is given no more bodies a day than configured, however many ask at once and through what program"
    )
    func dailyBound() async throws {
        let leaf = try await seal()
        let most = try #require(audit.bench.configuration.audit).openingsPerDay
        let audit = audit
        let question = question(leaf)
        let given = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<(most + 10) { group.addTask { await audit.ask(question).status } }
            return await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
        }
        #expect(given <= most && given > 0)
        for _ in given..<most { #expect(await audit.ask(question).status == 200) }
        let refused = await audit.ask(question)
        #expect(refused.status == 429 && refused.document["code"] == "too_many_requests")
        let other = Caller(
            tenant: "default", subject: "compliance-1", client: "another", organisation: "larkfield",
            role: "compliance")
        #expect(await audit.ask(question, as: other).status == 429)
        let report = try await audit.bench.verifyLog()
        let refusals = report.types.first { $0.type == .refusal }?.count ?? 0
        #expect(report.isSound && refusals == 1, "the first refusal of a day has a leaf, found \(refusals)")
        #expect(await audit.ask(question, as: AuditBench.caller("compliance", "compliance-2")).status == 200)
    }
}
