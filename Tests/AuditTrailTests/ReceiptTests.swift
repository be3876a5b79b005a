import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("Receipts")
struct ReceiptTests {
    private let digester = SodiumDigester()

    private func vectors() throws -> (key: VerifierKey, rows: [(receipt: JSONValue, body: [UInt8]?)]) {
        let file = try Vectors.read("leaves")
        let key = try #require(VerifierKey(try file.text("vkey"), digester: digester))
        let rows = try file.list("receipts").map { row in
            (try row.member("receipt"), try row.member("body").string.map { Array($0.utf8) })
        }
        return (key, rows)
    }

    /// What is wrong with a receipt document, `nil` when it holds.
    private func fault(_ document: JSONValue, body: [UInt8]?, key: VerifierKey) throws -> ReceiptFault? {
        let receipt = try #require(Receipt(json: document))
        do {
            _ = try receipt.verified(body: body, by: key, digester: digester, with: SodiumVerifier())
            return nil
        } catch { return error }
    }

    @Test("receipts made by another implementation hold, and are written again to the byte")
    func foreignReceipts() throws {
        let (key, rows) = try vectors()
        for (document, body) in rows {
            let receipt = try #require(Receipt(json: document))
            #expect(receipt.json == document)
            #expect(try fault(document, body: body, key: key) == nil)
        }
        let disclosure = try #require(Receipt(json: rows[1].receipt))
        #expect(disclosure.openings.map(\.name) == ["shown", "withheld", "consent"])
        #expect(disclosure.openings[2].value == ["marketing": false])
    }

    @Test(
        "another body, key, place, leaf, path, opening or checkpoint breaks a receipt, and the fault says which"
    )
    func tampering() throws {
        let (key, rows) = try vectors()
        let (document, body) = rows[1]
        func changed(_ name: String, _ value: JSONValue) throws -> ReceiptFault? {
            var members = try #require(document.object)
            members[name] = value
            return try fault(.object(members), body: body, key: key)
        }
        #expect(try fault(document, body: [1], key: key) == .body)
        #expect(try changed("body_key", .null) == .body)
        #expect(try changed("body_key", .string(Base64URL.encode([UInt8](repeating: 0, count: 32)))) == .body)
        #expect(try changed("index", 0) == .path)
        #expect(try changed("index", 3) == .path)
        #expect(try changed("leaf", try rows[2].receipt.member("leaf")) == .path)
        #expect(try changed("path", .array(Array(try document.list("path").dropLast()))) == .path)
        #expect(try changed("path", .array(try document.list("path").reversed())) == .path)
        let opened = try document.list("openings")
        #expect(try changed("openings", .array(opened + [opened[0]])) == .opening("shown"))
        let forged = try Opening(name: "flags", value: [1], salt: [UInt8](repeating: 1, count: 16))
        #expect(try changed("openings", [.string(forged.text)]) == .opening("flags"))
        let other = try SampleLog(host: "other.example", seed: 9)
        let foreign = try other.checkpoint(root: MerkleTree(digester: digester).emptyRoot)
        let text = JSONValue.string(String(decoding: foreign.bytes, as: UTF8.self))
        #expect(try changed("checkpoint", text) == .checkpoint(.note(.unsigned)))
        #expect(try fault(document, body: body, key: other.key) == .checkpoint(.note(.unsigned)))
    }

    @Test("a document with a member missing, added, or of another spelling is no receipt")
    func strictDocuments() throws {
        let document = try vectors().rows[1].receipt
        let members = try #require(document.object)
        for name in members.keys.sorted() {
            #expect(Receipt(json: .object(members.filter { $0.key != name })) == nil, "\(name)")
        }
        let changes: [(String, JSONValue)] = [
            ("index", -1), ("index", "1"), ("leaf", "A"), ("openings", ["AAAA"]), ("body_key", "AAAA"),
            ("body_key", 1), ("path", ["AAAA"]), ("path", .null), ("checkpoint", 1), ("more", 1),
        ]
        for (name, value) in changes {
            #expect(Receipt(json: .object(members.merging([name: value]) { $1 })) == nil, "\(name)")
        }
    }
}
