import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium

/// The file of random keys, one for each customer and month and one for each tenant; apart from the ledger.
///
/// A key is on disk before the first byte is encrypted under it. What a destroyed key protected cannot be read again.
struct CustomerKeys: Sendable {
    let queue: DatabaseQueue
    private let random: SodiumRandom
    let recent = RecentCiphers()

    /// Opens the file and brings it to the newest version.
    init(path: String, random: SodiumRandom) throws(LedgerRefusal) {
        queue = try DurableDatabase.writer(path: path, label: "customer keys")
        try PrivateFile.require(path)
        self.random = random
        try Schema.keys.migrate(queue, path: path)
    }

    /// The ciphers of some keys; those that do not exist yet are made and durable when this returns.
    ///
    /// - Returns: no entry for a key that was destroyed.
    func ciphers(for names: Set<KeyName>) throws -> [KeyName: CustomerCipher] {
        try queue.writeWithoutTransaction { db in
            let known = recent.ciphers(for: names)
            let unknown = names.filter { known[$0] == nil }
            var found = try unknown.reduce(into: [KeyName: Stored]()) { $0[$1] = try stored($1, in: db) }
            let missing = unknown.filter { found[$0] == .missing }
            if !missing.isEmpty {
                try db.inTransaction(.immediate) {
                    for name in missing { found[name] = .key(try insert(name, in: db)) }
                    return .commit
                }
            }
            let read = try found.compactMapValues { stored -> CustomerCipher? in
                guard case .key(let bytes) = stored else { return nil }
                return try CustomerCipher(key: SecretBytes(copying: bytes))
            }
            recent.add(read)
            return known.merging(read) { known, _ in known }
        }
    }

    /// What became of a key that something was kept under.
    enum Existing {
        case cipher(CustomerCipher)
        case destroyed
        case missing
    }

    /// A key that something was kept under; none is made.
    func existing(_ name: KeyName) throws -> Existing {
        try queue.writeWithoutTransaction { db in
            switch try stored(name, in: db) {
            case .missing: .missing
            case .destroyed: .destroyed
            case .key(let bytes): .cipher(try CustomerCipher(key: SecretBytes(copying: bytes)))
            }
        }
    }

    /// A secret of a tenant for one use that is no encryption; made and durable when it is not there yet.
    func secret(_ name: KeyName) throws -> SecretBytes {
        try queue.writeWithoutTransaction { db in
            switch try stored(name, in: db) {
            case .key(let bytes): return try SecretBytes(copying: bytes)
            case .destroyed: throw LedgerFailure.conflict("the key was destroyed")
            case .missing:
                var made: [UInt8] = []
                try db.inTransaction(.immediate) {
                    made = try insert(name, in: db)
                    return .commit
                }
                return try SecretBytes(copying: made)
            }
        }
    }

    /// Closes the file.
    func close() { try? queue.close() }

    private enum Stored: Equatable {
        case missing
        case destroyed
        case key([UInt8])
    }

    private func stored(_ name: KeyName, in db: Database) throws -> Stored {
        let statement = try db.cachedStatement(
            sql: """
                SELECT key, period FROM keys
                WHERE tenant = ? AND customer = ? AND (period = ? OR (period = '' AND key IS NULL))
                ORDER BY key IS NULL DESC
                """)
        let row = try Row.fetchOne(
            statement, arguments: [name.tenant.text, name.customerText, name.periodText])
        guard let row else { return .missing }
        guard let key = row[0] as Data? else { return .destroyed }
        return .key(Array(key))
    }

    /// The bytes of a key as they stand in the file, for tests that look for them elsewhere.
    func storedBytes(of name: KeyName) throws -> [UInt8]? {
        try queue.writeWithoutTransaction { db in
            guard case .key(let bytes) = try stored(name, in: db) else { return nil }
            return bytes
        }
    }

    private func insert(_ name: KeyName, in db: Database) throws -> [UInt8] {
        let key = random.bytes(32)
        try db.cachedStatement(sql: "INSERT INTO keys (tenant, customer, period, key) VALUES (?, ?, ?, ?)")
            .execute(arguments: [name.tenant.text, name.customerText, name.periodText, key.blob])
        return key
    }
}
