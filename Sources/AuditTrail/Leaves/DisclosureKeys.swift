public import Conversations

/// The keys of one disclosure, all from one seed that is never stored.
///
/// HKDF-SHA-256 (RFC 5869, empty salt) with a label for each, so that handing out one says nothing of
/// another.
public struct DisclosureKeys: Sendable {
    private let pseudorandomKey: [UInt8]
    private let digester: any Digester

    /// Takes the seed of a disclosure, 32 random bytes.
    public init(seed: [UInt8], digester: some Digester) {
        precondition(seed.count == 32, "a disclosure seed is 32 bytes")
        pseudorandomKey = digester.hmacSHA256(key: [UInt8](repeating: 0, count: 32), seed)
        self.digester = digester
    }

    private func derive(_ use: String, _ byteCount: Int) -> [UInt8] {
        // WHY: HKDF's first half is the same for every key, and its second is one block for 32 bytes and
        // fewer; a leaf needs some sixteen keys. Tests hold this against the whole function.
        let block = Array("throughline/\(use)/v1".utf8) + [1]
        return Array(digester.hmacSHA256(key: pseudorandomKey, block).prefix(byteCount))
    }

    /// The key of the body's digest, 32 bytes; the receipt's holder gets it.
    public var bodyKey: [UInt8] { derive("body-key", 32) }
    /// The key of the record commitments, 32 bytes; never given to external or automated callers.
    public var recordKey: [UInt8] { derive("record-key", 32) }
    /// The key that opaque record handles are made with, 32 bytes.
    public var handleKey: [UInt8] { derive("handle-key", 32) }
    /// The salt of a committed member, 16 bytes.
    public func salt(for member: String) -> [UInt8] { derive("salt/\(member)", 16) }

    /// The keyed digest of a body as sent: what the leaf's `body` holds, 32 bytes.
    public func bodyDigest(_ body: [UInt8]) -> [UInt8] {
        Commitments(digester: digester).body(body, key: bodyKey)
    }
}

extension DisclosureKeys: CustomStringConvertible, CustomReflectable {
    /// Never the keys.
    public var description: String { "DisclosureKeys" }
    /// Shows nothing to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The keyed digests that a leaf or a line carries.
public struct Commitments: Sendable {
    private let digester: any Digester

    /// Takes the hashes to use.
    public init(digester: some Digester) { self.digester = digester }

    /// HMAC-SHA-256 over `throughline/body/v1`, a line feed and the body as sent, 32 bytes.
    public func body(_ body: [UInt8], key: [UInt8]) -> [UInt8] {
        digester.hmacSHA256(key: key, Array("throughline/body/v1\n".utf8) + body)
    }

    /// HMAC-SHA-256 over `throughline/record/v1`, a line feed and canonical `[source, id, version, fields]`,
    /// 32 bytes.
    ///
    /// Whoever holds the source's row and the key can tell that this row, in this version, was read.
    ///
    /// - Parameters:
    ///   - record: the row as read through the mapping.
    ///   - key: the record key of the disclosure.
    /// - Returns: 32 bytes.
    /// - Throws: ``NotCanonical`` when a field has a fraction or a name outside ASCII.
    public func record(_ record: Record, key: [UInt8]) throws(NotCanonical) -> [UInt8] {
        let row: JSONValue = [
            .string(record.reference.source.text), .string(record.reference.id),
            .string(record.reference.version), .object(record.fieldsAsRead),
        ]
        return digester.hmacSHA256(
            key: key, Array("throughline/record/v1\n".utf8) + (try row.canonicalBytes()))
    }
}
