import Conversations

/// Leaves as events of the Open Cybersecurity Schema Framework 1.9.0, class 6003 API Activity.
///
/// The profile `record_integrity` binds each event to the one before it in the same export: `fingerprint` is SHA-256
/// over the canonical event (RFC 8785) without `fingerprint` and `signatures`. The leaf itself stands in `raw_data`
/// as stored; what is signed is the log's checkpoint over it.
struct OCSFEvents: Sendable {
    static let schemaVersion = "1.9.0"
    private let version: String
    private let digester: any Digester
    private var chain: String?
    private var previous: JSONValue?

    init(version: String, digester: some Digester) {
        self.version = version
        self.digester = digester
    }

    /// The next event of the chain.
    mutating func event(for row: LeafRow) -> JSONValue {
        let chain = chain ?? "\(row.log)/export/\(row.leaf.id)"
        self.chain = chain
        let mapping = OCSFMapping(row: row, version: version, digester: digester)
        var event = mapping.event
        var attestation: [String: JSONValue] = [
            "uid": .string("\(chain)/\(row.leaf.id)"), "authority_uid": .string(row.log),
            "chain_uid": .string(chain),
        ]
        attestation["prev_event"] = previous
        event["attestation_list"] = [.object(attestation)]
        let fingerprint = Self.fingerprint(
            of: Array(JSONValue.object(event).text().utf8), isCanonical: true, digester)
        attestation["fingerprint"] = fingerprint
        event["attestation_list"] = [.object(attestation)]
        previous = [
            "uid": .string(row.leaf.id.description), "type_uid": event["type_uid"] ?? .null,
            "fingerprint": fingerprint,
        ]
        return .object(event)
    }

    /// SHA-256 in hexadecimal, in the schema's words.
    static func fingerprint(of bytes: [UInt8], isCanonical: Bool, _ digester: some Digester) -> JSONValue {
        var members: [String: JSONValue] = [
            "algorithm": "SHA-256", "algorithm_id": 3, "encoding": "Hex", "encoding_id": 1,
            "value": .string(hex(digester.sha256(bytes))),
        ]
        if isCanonical {
            members["serialization"] = "JCS"
            members["serialization_id"] = 2
        }
        return .object(members)
    }
}
