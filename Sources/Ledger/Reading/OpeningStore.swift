import AuditTrail
import Conversations
import GRDB
import Sodium

/// Decrypts what leaves keep under a tenant's and its customers' keys.
struct OpeningStore {
    let tenant: TenantID
    let keys: CustomerKeys
    let digester: SodiumDigester

    /// The openings of a leaf, each held against what the leaf commits to.
    func openings(of row: LeafTable.FoundLeaf, in db: Database) throws -> LeafOpenings {
        guard let leaf = try? Leaf(bytes: row.bytes), leaf.id == row.id,
            let ciphertext = try OpeningTable.ciphertext(of: row.id, in: db)
        else { return .damaged }
        let name = CommitCall.openingsKey(tenant: tenant, type: leaf.type, customer: row.customer)
        switch try keys.existing(name) {
        case .destroyed: return .destroyed
        case .missing: return .damaged
        case .cipher(let cipher):
            let plain = try? cipher.open(ciphertext, associated: Array(row.id.description.utf8))
            guard let kept = plain.flatMap(KeptOpenings.init(bytes:)),
                kept.openings.allSatisfy({ leaf.commits(to: $0, digester: digester) })
            else { return .damaged }
            return .opened(kept.openings, bodyKey: kept.bodyKey)
        }
    }

    /// The box of a sealed body without the customer's layer; `nil` when that key was destroyed.
    func box(
        _ encrypted: [UInt8], period: String, customer: CustomerID?, leaf: ULID
    ) throws -> [UInt8]? {
        let name = KeyName(tenant: tenant, customer: customer, period: period)
        guard case .cipher(let cipher) = try keys.existing(name) else { return nil }
        do { return try cipher.open(encrypted, associated: Array(leaf.description.utf8)) } catch {
            throw LedgerFailure.tampered("a sealed body is not what was stored with its leaf")
        }
    }
}
