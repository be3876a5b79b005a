import AuditTrail
import Conversations

/// What is encrypted for each leaf: all its openings and the key of its body's digest.
struct KeptOpenings: Hashable, Sendable {
    let openings: [Opening]
    let bodyKey: [UInt8]?

    init(openings: [Opening], bodyKey: [UInt8]?) {
        self.openings = openings
        self.bodyKey = bodyKey
    }

    /// `{"body_key":…,"openings":[…]}` in canonical form.
    func bytes() throws -> [UInt8] {
        let document: JSONValue = [
            "body_key": JSONValue(bodyKey.map { Base64URL.encode($0) }),
            "openings": .array(openings.map { .string($0.text) }),
        ]
        return try document.canonicalBytes()
    }

    /// Reads what ``bytes()`` wrote; `nil` for anything else.
    init?(bytes: [UInt8]) {
        guard let document = try? JSONValue(json: bytes), let texts = document["openings"]?.array,
            let key = document["body_key"]
        else { return nil }
        openings = texts.compactMap { $0.string.flatMap(Opening.init(text:)) }
        bodyKey = key.string.flatMap(Base64URL.decode)
        guard openings.count == texts.count, key == .null || bodyKey?.count == 32 else { return nil }
    }
}
