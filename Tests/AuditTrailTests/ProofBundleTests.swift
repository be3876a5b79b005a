import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Proof bundles, and readers under random damage")
struct ProofBundleTests {
    private let digester = SodiumDigester()

    private func vector() throws -> (key: VerifierKey, leaf: [UInt8], text: String) {
        let notes = try Vectors.read("notes")
        let key = VerifierKey(try notes.member("checkpoint").text("vkey"), digester: digester)
        let proof = try notes.member("proof")
        return (try #require(key), try proof.bytes("entry"), try proof.text("file"))
    }

    @Test("a proof file made by another implementation holds and is written again to the byte")
    func foreignProof() throws {
        let (key, leaf, text) = try vector()
        let bundle = try #require(ProofBundle(text: text))
        #expect(bundle.text == text && bundle.index == 2)
        let checkpoint = try bundle.verified(leaf: leaf, by: key, digester: digester, with: SodiumVerifier())
        #expect(checkpoint.size == 5)
        #expect(throws: ReceiptFault.path) {
            try bundle.verified(leaf: [1], by: key, digester: digester, with: SodiumVerifier())
        }
        let moved = ProofBundle(index: 3, path: bundle.path, checkpoint: bundle.checkpoint)
        #expect(throws: ReceiptFault.path) {
            try moved.verified(leaf: leaf, by: key, digester: digester, with: SodiumVerifier())
        }
    }

    @Test("another version, an extra line, a loose number or hash is no proof file")
    func strictFiles() throws {
        let text = try vector().text
        let changes = [
            ("@v1", "@v2"), ("index 2", "index 02"), ("index 2", "index +2"), ("index 2", "index -2"),
            ("index 2", "Index 2"), ("index 2\n", "extra AAAA\nindex 2\n"), ("index 2\n", "index 2\nAAAA\n"),
            ("index 2\n", "index 2\r\n"), ("=\n", "\n"), ("\n\n", "\n"),
        ]
        for (from, to) in changes {
            #expect(ProofBundle(text: text.replacing(from, with: to, maxReplacements: 1)) == nil, "\(to)")
        }
    }

    @Test(
        "randomly damaged leaves, notes, receipts, bundles and paths are read or refused, never both, never a crash"
    )
    func damage() throws {
        var generator = SeededGenerator(seed: 6)
        let story = try StoryLog(leafCount: 2, seed: 7)
        let files = try story.log.files()
        let receipt = try #require(story.receipt).receipt.json.canonicalBytes()
        let proof = Array(try vector().text.utf8)
        for _ in 0..<1500 {
            if let leaf = try? Leaf(bytes: damaged(story.log.leaves[1], &generator)) {
                #expect(try JSONValue(json: leaf.bytes).canonicalBytes() == leaf.bytes)
            }
            let note = damaged(files["checkpoint"] ?? [], &generator)
            if let read = try? SignedNote(parsing: note) { #expect(read.bytes == note) }
            let text = String(decoding: damaged(proof, &generator), as: UTF8.self)
            if let read = ProofBundle(text: text) { #expect(Array(read.text.utf8) == Array(text.utf8)) }
            let bundle = damaged(EntryBundle.encode([[1, 2], [3]]), &generator)
            if let leaves = EntryBundle.decode(bundle) { #expect(EntryBundle.encode(leaves) == bundle) }
            let path = String(
                decoding: damaged(Array("tile/0/x001/067.p/12".utf8), &generator), as: UTF8.self)
            if let tile = Tile(path: path) { #expect(tile.path == path) }
        }
        for _ in 0..<300 {
            guard let json = try? JSONValue(json: damaged(receipt, &generator)) else { continue }
            if let read = Receipt(json: json) { #expect(read.json == json) }
        }
    }

    /// One to three bytes replaced, removed or added.
    private func damaged(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<max(bytes.count, 1), using: &generator)
            let byte = [UInt8.random(in: 0...255, using: &generator), 0x30, 0x0A, 0x2F].randomElement(
                using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0 where !bytes.isEmpty: bytes[place] = byte ?? 0
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            default: bytes.insert(byte ?? 0, at: min(place, bytes.count))
            }
        }
        return bytes
    }
}
