import AuditTrail
import Conversations
import FieldPolicy
import Foundation
import GatewayTestSupport
import Ledger
import RuleFiles
import Sodium
import Testing

@testable import Gateway

@Suite("What outsiders were sent is kept so that only compliance can open it")
struct SealingTests {
    private static let customers = [
        "daniel.okafor@example.net", "priya.raman@example.com", "t.zielinski@example.org",
        "eleanor.whitcombe@example.com",
    ]

    @Test(
        "views, holds and refusals of vendors and machines are sealed, an agent's are not; the digest fits the leaf"
    )
    func sealed() async throws {
        let bench = try DemoBench()
        let view = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let hold = try await bench.asVendor("t.zielinski@example.org", purpose: "arrange_delivery")
        let refusal = try await bench.asVendor("nobody@example.org", purpose: "arrange_delivery")
        _ = try await bench.ask(
            "daniel.okafor@example.net", role: "automation", subject: "assistant-1",
            purpose: "brief_automation")
        _ = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(view.status == 200 && hold.status == 202 && refusal.status == 404)
        let opened = try await bench.openedBodies()
        #expect(opened.map(\.leaf.role) == ["vendor_agent", "vendor_agent", "vendor_agent", "automation"])
        let body = try #require(view.document["body"])
        #expect(opened.first?.body == (try body.canonicalBytes()))
    }

    @Test("the leaf commits to the key and the ciphertext, and no outside receipt opens that member")
    func committed() async throws {
        let bench = try DemoBench()
        let view = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let leaf = try #require(
            try await bench.root.ledger.leaves(of: "default", isOpened: true).leaves.first)
        guard case .opened(let openings, _) = leaf.openings else {
            Issue.record("the openings must be readable")
            return
        }
        let member = try #require(openings.first { $0.name == "sealed" }?.value)
        let kept = try #require(try await bench.root.ledger.sealedBody(of: leaf.id, tenant: "default"))
        #expect(member["digest"]?.string == Base64URL.encode(SodiumDigester().sha256(kept.ciphertext)))
        #expect(member["kid"]?.string?.count == 16)
        let receipt = try #require(view.document["receipt"].flatMap(Receipt.init(json:)))
        #expect(!receipt.openings.contains { ["sealed", "record_key", "handles"].contains($0.name) })
    }

    @Test("card, CVV, PIN and track data typed into a ticket reach no byte of the ledger and no sealed body")
    func neverDurable() async throws {
        let words = [
            "5555 5555 5555 4444", "5555555555554444", "CVV 7391", "cvc is 7391", "PIN is 8264", "PIN: 8264",
            "OKAFOR/DANIEL^2812", "=28121010000012300000",
        ]
        let bench = try DemoBench(prepare: { folder in
            try folder.edit(
                "tickets",
                """
                UPDATE post SET html = html || '<p>My card is 5555 5555 5555 4444, CVV 7391, and the PIN is 8264.</p>
                <p>%B5555555555554444^OKAFOR/DANIEL^28121010000000000000? ;5555555555554444=28121010000012300000?</p>'
                WHERE post_no = 62
                """)
        })
        let email = "daniel.okafor@example.net"
        let asked: [(RoleID, PrincipalID, OrganisationID, PurposeID)] = [
            ("agent", "agent-1", "larkfield", "arrange_delivery"),
            ("senior_agent", "senior-1", "larkfield", "arrange_delivery"),
            ("vendor_agent", "vendor-1", "brightline", "arrange_delivery"),
            ("automation", "assistant-1", "larkfield", "brief_automation"),
            ("reviewer", "reviewer-1", "larkfield", "review_case"),
            ("compliance", "compliance-1", "larkfield", "audit_disclosure"),
        ]
        for (role, subject, organisation, purpose) in asked {
            let answer = try await bench.ask(
                email, role: role, subject: subject, organisation: organisation, purpose: purpose)
            #expect(answer.status < 500, "\(role) \(answer.text.prefix(300))")
        }
        let files = try bench.ledgerFiles()
        #expect(files.keys.contains("ledger.sqlite") && files.keys.contains("customer-keys.sqlite"))
        for word in words {
            for (name, data) in files {
                #expect(data.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
            }
        }
        let opened = try await bench.openedBodies()
        #expect(opened.count >= 2)
        for (leaf, body) in opened {
            let text = String(decoding: body, as: UTF8.self)
            for word in words + ["7391", "8264"] {
                #expect(!text.contains(word), "\(word) was sent to \(leaf.role ?? "?")")
            }
        }
    }

    @Test(
        "openings hold names, ids and keyed digests: no value of any customer of the demo, over a whole run")
    func noValueInOpenings() async throws {
        let bench = try DemoBench()
        var values: Set<String> = []
        for email in Self.customers {
            _ = try await bench.asAgent(email, purpose: "handle_complaint")
            _ = try await bench.asVendor(email, purpose: "arrange_delivery")
            _ = try await bench.ask(
                email, role: "automation", subject: "assistant-1", purpose: "brief_automation")
            _ = try await bench.ask(
                email, role: "compliance", subject: "compliance-1", purpose: "audit_disclosure")
            values.formUnion(
                try await bench.hiddenValues(email: email, role: "automation", purpose: "brief_automation"))
        }
        // Ids are what openings are for: accounts, orders and records by which a store finds its own row.
        let telling = values.filter { $0.contains("@") || ($0.count >= 6 && $0.contains(" ")) }
        #expect(telling.count > 20)
        let leaves = try await bench.root.ledger.leaves(of: "default", limit: 1_000, isOpened: true).leaves
        #expect(leaves.count == Self.customers.count * 4)
        for leaf in leaves {
            guard case .opened(let openings, _) = leaf.openings else { continue }
            for opening in openings {
                let text = opening.value.text()
                for value in telling {
                    #expect(!text.contains(value), "\(opening.name) holds a value")
                }
            }
        }
    }

    @Test("a sweep destroys what has outlived its months, says so in a leaf, and the log verifies")
    func sweep() async throws {
        let bench = try DemoBench()
        _ = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let months: Int64 = 14 * 31 * 86_400_000
        for (now, isKept) in [
            (SystemClock().now(), true), (SystemClock().now().adding(milliseconds: months), false),
        ] {
            let service = RetentionService(
                ledger: bench.root.ledger, tenants: ["default", "outlet"],
                retention: Retention(keepMonths: 13), clock: ManualClock(now), logger: bench.root.logger)
            try await service.sweep()
            #expect(try await bench.openedBodies().count == (isKept ? 1 : 0))
        }
        let report = try await bench.verifyLog()
        #expect(report.isSound, "\(report.problems)")
        #expect(report.types.contains { $0.type == .erasure && $0.count == 1 })
    }

    @Test(
        "months are counted over the turn of the year",
        arguments: [
            ("2026-03-07T00:00:00Z", 13, "2025-02"), ("2026-01-31T23:59:59Z", 1, "2025-12"),
            ("2026-12-01T00:00:00Z", 12, "2025-12"), ("2026-12-01T00:00:00Z", 11, "2026-01"),
            ("2026-11-21T00:00:00Z", 120, "2016-11"),
        ])
    func months(now: String, keep: Int, expected: String) throws {
        let moment = try #require(Timestamp(rfc3339: now))
        #expect(Retention(keepMonths: keep).firstKeptMonth(at: moment) == expected)
    }

    @Test("production with outside roles and no compliance key does not start; a wrong key is named")
    func production() throws {
        let bench = try DemoBench()
        func configuration(_ change: (String) -> String) throws -> GatewayConfiguration {
            let path = bench.folder.path + "/changed.yaml"
            let text = try String(contentsOfFile: bench.folder.configurationPath, encoding: .utf8)
            try change(text).write(toFile: path, atomically: true, encoding: .utf8)
            return try GatewayConfiguration(path: path)
        }
        let line = "sealing: {compliance_key: compliance/compliance.key.pub, keep_months: 13}\n"
        let unsealed = try configuration {
            $0.replacingOccurrences(of: line, with: "signers: {author: a, compliance: b}\n")
                .replacingOccurrences(of: "mode: demo", with: "mode: production")
        }
        let rulebook = bench.root.rulebooks.current
        #expect {
            _ = try GatewayRoot.bodySealing(unsealed, rulebook: rulebook)
        } throws: {
            ($0 as? RuleFileProblem)?.message.contains("sealing.compliance_key") == true
        }
        #expect(throws: (any Error).self) { try GatewayRoot.rulebookToServe(unsealed) }
        let wrong = try configuration {
            $0.replacingOccurrences(of: "compliance/compliance.key.pub", with: "throughline.yaml")
        }
        #expect(throws: RuleFileProblem.self) { _ = try BodySealing(wrong.sealing) }
        let missing = try configuration { $0.replacingOccurrences(of: "key.pub", with: "nowhere.pub") }
        #expect(throws: RuleFileProblem.self) { _ = try BodySealing(missing.sealing) }
        #expect(throws: RuleFileProblem.self) {
            _ = try configuration { $0.replacingOccurrences(of: "keep_months: 13", with: "keep_monts: 13") }
        }
    }
}
