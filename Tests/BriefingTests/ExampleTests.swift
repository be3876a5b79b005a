import AuditTrail
@testable import Briefing
import Conversations
import Foundation
import Sodium
import Testing

/// The complete examples of `docs/API.md`, made anew with fixed keys and compared with what the page shows.
///
/// After a change that is meant, `THROUGHLINE_WRITE_EXAMPLES=1 swift test --filter ExampleTests` writes the page anew.
@Suite("The examples of the API page")
struct ExampleTests {
    private static let page = URL(fileURLWithPath: Bench.rulesDirectory).deletingLastPathComponent()
        .appendingPathComponent("docs/API.md")

    @Test(
        "the page shows one complete view, hold and refusal as the gateway answers them",
        arguments: ["View", "Hold", "Refusal"])
    func example(name: String) throws {
        let answer = try Self.answer(name)
        if ProcessInfo.processInfo.environment["THROUGHLINE_WRITE_EXAMPLES"] != nil {
            try Self.write(answer, name)
        }
        let shown = try Self.shown(name)
        #expect(try JSONValue(json: Array(shown.utf8)) == answer, "docs/API.md shows another \(name)")
    }

    @Test("each example's receipt proves its body", arguments: ["View", "Hold", "Refusal"])
    func proof(name: String) throws {
        let document = try JSONValue(json: Array(Self.shown(name).utf8))
        var members = try #require(document.object)
        let receipt = try #require(members.removeValue(forKey: "receipt").flatMap(Receipt.init(json:)))
        let body = try (members["body"] ?? .object(members)).canonicalBytes()
        let leaf = try receipt.verified(
            body: body, by: try Self.verifierKey(), digester: SodiumDigester(), with: SodiumVerifier())
        #expect(leaf.purpose == "arrange_delivery" || name == "Refusal")
    }

    // MARK: - Making

    private static func answer(_ name: String) throws -> JSONValue {
        var bench = try Bench()
        bench.fixRules()
        var history = SampleHistory()
        switch name {
        case "View":
            return try sent(
                bench.decide(
                    history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
                    organisation: "brightline"))
        case "Hold":
            history.chat = "My solicitor will issue a claim in the small claims court on Friday."
            return try sent(bench.decide(history, role: "agent", purpose: "arrange_delivery"))
        default:
            return try sent(bench.decide(history, role: "agent", purpose: "audit_disclosure"))
        }
    }

    /// The whole answer, with the receipt of a log that holds this leaf alone.
    private static func sent(_ outcome: BriefingOutcome) throws -> JSONValue {
        let digester = SodiumDigester()
        let key = try verifierKey()
        let stamp = LeafStamp(
            id: ULID(at: Bench.now, entropy: [UInt8](repeating: 1, count: 10)),
            caller: ULID(at: Bench.now, entropy: [UInt8](repeating: 2, count: 10)), number: 1,
            first: FirstLeaf(verifierKey: key.description, previousCheckpoint: nil))
        let leaf = try outcome.draft.encoded(with: stamp, digester: digester)
        let tree = MerkleTree(digester: digester)
        let origin = try #require(LogOrigin(key.name))
        let checkpoint = Checkpoint(origin: origin, size: 1, root: tree.leafHash(leaf.bytes))
        let note = try checkpoint.signed(by: try signingKey(), digester: digester)
        let receipt = Receipt(
            index: 0, leaf: leaf.bytes,
            openings: leaf.openings.filter { outcome.draft.receiptMembers.contains($0.name) },
            bodyKey: leaf.bodyKey, path: [], checkpoint: String(decoding: note.bytes, as: UTF8.self))
        guard outcome.outcome == .refusal else {
            return [
                "outcome": .string(outcome.outcome.rawValue), "body": outcome.body, "receipt": receipt.json,
            ]
        }
        return .object((outcome.body.object ?? [:]).merging(["receipt": receipt.json]) { $1 })
    }

    private static func signingKey() throws -> SigningKey {
        try SigningKey(seed: try SecretBytes(copying: [UInt8](repeating: 5, count: 32)))
    }

    private static func verifierKey() throws -> VerifierKey {
        try #require(
            VerifierKey(
                name: "gateway.example/audit/default/2026", publicKey: try signingKey().publicKey,
                digester: SodiumDigester()))
    }

    // MARK: - The page

    /// The first JSON block below a heading of the third level.
    private static func block(_ name: String, in page: String) throws -> Range<String.Index> {
        let heading = try #require(page.range(of: "\n### \(name)\n"))
        let open = try #require(page.range(of: "\n```json\n", range: heading.upperBound..<page.endIndex))
        let close = try #require(page.range(of: "\n```\n", range: open.upperBound..<page.endIndex))
        return open.upperBound..<close.lowerBound
    }

    private static func shown(_ name: String) throws -> String {
        let text = try String(contentsOf: page, encoding: .utf8)
        return String(text[try block(name, in: text)])
    }

    private static func write(_ answer: JSONValue, _ name: String) throws {
        var text = try String(contentsOf: page, encoding: .utf8)
        text.replaceSubrange(try block(name, in: text), with: indented(answer, depth: 0))
        try text.write(to: page, atomically: true, encoding: .utf8)
    }

    private static func indented(_ value: JSONValue, depth: Int) -> String {
        let margin = String(repeating: "  ", count: depth)
        guard value.text().utf8.count > 100 else { return value.text() }
        switch value {
        case .array(let items):
            return "[\n"
                + items.map { margin + "  " + indented($0, depth: depth + 1) }.joined(separator: ",\n")
                + "\n\(margin)]"
        case .object(let members):
            let rows = members.sorted { $0.key < $1.key }.map {
                "\(margin)  \"\($0.key)\": " + indented($0.value, depth: depth + 1)
            }
            return "{\n" + rows.joined(separator: ",\n") + "\n\(margin)}"
        default: return value.text()
        }
    }
}
