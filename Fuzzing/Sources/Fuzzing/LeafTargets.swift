import AuditTrail
import Conversations
import Sodium

/// Leaves: what is accepted is canonical, dated by its id and has what the catalogue says.
enum LeafTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let leaf = try? Leaf(bytes: input) else { return }
        guard let document = try? JSONValue(json: input), let canonical = try? document.canonicalBytes()
        else {
            return hold(false, "an accepted leaf is JSON with a canonical form")
        }
        demand(canonical, equals: input, "an accepted leaf is in its canonical form")
        hold(leaf.bytes == input, "proofs are over the bytes as stored")
        hold(
            document["time"]?.string == leaf.id.at.description, "a leaf's time is the time in its id")
        hold(document["id"]?.string == leaf.id.description, "an id has one text")
        hold(document["type"]?.string == leaf.type.rawValue, "a type has one text")
        let entry = LeafCatalogue.entry(of: leaf.type)
        hold(
            leaf.commitments.count == entry.committed.count, "a type has a fixed number of commitments")
        hold(Set(leaf.commitments).count == leaf.commitments.count, "no commitment stands twice")
        hold(leaf.number >= 1, "a caller counts from 1")
        hold((leaf.bodyDigest != nil) || entry.body != .required, "a type that needs a body has one")
        var extra = input
        extra.append(0x20)
        hold((try? Leaf(bytes: extra)) == nil, "no byte may follow a leaf")
    }
}

/// Openings: one text for each value, and the digest is of the characters shown.
enum OpeningTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let opening = Opening(text: text) else {
            return
        }
        demand(opening.text.utf8, equals: input, "an accepted opening is kept as it was read")
        guard let triple = Base64URL.decode(text), let parts = (try? JSONValue(json: triple))?.array,
            let salt = parts[0].string.flatMap(Base64URL.decode)
        else { return hold(false, "an accepted opening is base64url of a list that starts with its salt") }
        let again = try? Opening(name: opening.name, value: opening.value, salt: salt)
        hold(again == opening, "an opening is made again from its salt, name and value")
    }
}

/// Receipts: reading and writing give the same document, and no receipt makes the verification trap.
enum ReceiptTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let document = try? JSONValue(json: input), let receipt = Receipt(json: document) else {
            return
        }
        hold(receipt.json == document, "an accepted receipt is written again as it was read")
        hold(
            receipt.bodyKey.map { $0.count == 32 } ?? true, "the key of a body is 32 bytes")
        let digester = SodiumDigester()
        guard let note = try? SignedNote(parsing: Array(receipt.checkpoint.utf8)),
            let checkpoint = Checkpoint(text: note.text),
            let key = VerifierKey(
                name: checkpoint.origin.text, publicKey: [UInt8](repeating: 7, count: 32), digester: digester)
        else { return }
        _ = try? receipt.verified(
            body: Array("{}".utf8), by: key, digester: digester, with: CredulousVerifier())
    }
}

/// Believes every signature, so that the code behind it is reached.
struct CredulousVerifier: SignatureVerifier {
    func isValid(signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool { true }
}
