import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("Proof files")
struct ProofFileTests {
    private let digester = SodiumDigester()

    /// A file made of another implementation's receipt.
    private func file(withBody: Bool = true) throws -> (key: VerifierKey, file: ProofFile) {
        let vectors = try Vectors.read("leaves")
        let key = try #require(VerifierKey(try vectors.text("vkey"), digester: digester))
        let row = try vectors.list("receipts")[1]
        let receipt = try #require(Receipt(json: try row.member("receipt")))
        return (
            key,
            ProofFile(
                keyHint: key.description, leaf: receipt.leaf, openings: receipt.openings,
                bodyKey: withBody ? receipt.bodyKey : nil,
                body: withBody ? try row.member("body").string.map { Array($0.utf8) } : nil,
                bundle: ProofBundle(index: receipt.index, path: receipt.path, checkpoint: receipt.checkpoint))
        )
    }

    private func fault(_ json: JSONValue, _ key: VerifierKey) -> ProofFileFault? {
        do {
            _ = try ProofFile(json: json).verified(by: key, digester: digester, with: SodiumVerifier())
            return nil
        } catch { return error }
    }

    @Test("a file proves its leaf, openings and body to whoever has the key, with the body or without")
    func holds() throws {
        for withBody in [true, false] {
            let (key, file) = try file(withBody: withBody)
            #expect(fault(file.json, key) == nil)
            #expect(try ProofFile(json: file.json) == file)
        }
    }

    @Test("another key, leaf, opening, body, place or spelling breaks it, and the fault says which")
    func tampering() throws {
        let (key, file) = try file()
        func changed(_ name: String, _ value: JSONValue) throws -> ProofFileFault? {
            fault(.object(try #require(file.json.object).merging([name: value]) { $1 }), key)
        }
        #expect(try changed("format", "throughline/proof/v2") == .malformed)
        #expect(try changed("more", 1) == .malformed)
        #expect(try changed("leaf", .string(Base64URL.encode(file.leaf.dropLast()))) == .receipt(.path))
        #expect(try changed("body", .string(Base64URL.encode([1]))) == .receipt(.body))
        #expect(try changed("body", .null) == .receipt(.body))
        #expect(try changed("body_key", .null) == .receipt(.body))
        let forged = try Opening(name: "flags", value: [1], salt: [UInt8](repeating: 1, count: 16))
        #expect(try changed("openings", [.string(forged.text)]) == .receipt(.opening("flags")))
        let moved = ProofBundle(
            index: file.bundle.index + 1, path: file.bundle.path, checkpoint: file.bundle.checkpoint)
        #expect(try changed("tlog_proof", .string(moved.text)) == .receipt(.path))
        let other = try SampleLog(host: "other.example", seed: 9)
        #expect(fault(file.json, other.key) == .receipt(.checkpoint(.note(.unsigned))))
    }
}
