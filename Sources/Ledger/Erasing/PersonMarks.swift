import Conversations
import Sodium

/// Keyed marks of person rows: equal rows of a tenant have equal marks, and without the tenant's key a mark names nobody.
struct PersonMarks: Sendable {
    let keys: CustomerKeys
    let digester: SodiumDigester

    /// HMAC-SHA-256 under a key of the tenant for this one use, 32 bytes each, in the order of the persons.
    func marks(of persons: [PersonReference], tenant: TenantID) throws -> [[UInt8]] {
        guard !persons.isEmpty else { return [] }
        let key = try keys.secret(KeyName(tenant: tenant, customer: nil, period: "person-marks"))
        return try persons.map { person in
            let row: JSONValue = [.string(person.source.text), .string(person.id)]
            let message = Array("throughline/person-mark/v1\n".utf8) + (try row.canonicalBytes())
            return digester.hmacSHA256(key: key.copiedBytes(), message)
        }
    }
}
