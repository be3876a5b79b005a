public import AuditTrail
public import Conversations
import GRDB
import Sodium

extension SQLiteLedger {
    /// Signs with other keys from the next commit on, the oldest first; a log that has none of them in force refuses
    /// commits then.
    public func replaceSigners(with signers: [any CheckpointSigner]) {
        precondition(!signers.isEmpty, "a ledger has at least one key")
        writer.context.signer.replace(with: signers)
    }

    /// The public keys that sign from the next commit on, the oldest first.
    public var signingKeys: [[UInt8]] { writer.context.signer.publicKeys }

    /// Which keys a tenant's newest log named, and its newest checkpoint; `nil` while it has none.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func keyState(of tenant: TenantID) async throws(LedgerFailure) -> LoggedKeys? {
        try await read { [digester] db in
            try LogTable.newest(of: tenant, in: db).map {
                try LoggedKeys($0, isNewest: true, digester, in: db)
            }
        }
    }

    /// The key that a log is published with: while keys overlap the older one, which auditors have.
    func verifierKey(of log: StoredLog, size: Int) async throws(LedgerFailure) -> VerifierKey? {
        try await read { [digester] db in
            try KeyLeafTable.history(of: log.id, origin: log.origin, digester: digester, in: db)
                .keys(signing: size).first
        }
    }

    /// Which keys each log named, from files that a gateway may have open meanwhile.
    ///
    /// Believes the files as they stand: for advice, not for proof.
    ///
    /// - Parameter directory: the folder of the ledger.
    /// - Returns: one entry a log, by tenant and year; none when there is no ledger yet.
    /// - Throws: ``LedgerRefusal`` when the file cannot be read.
    public static func keyHistories(in directory: String) throws(LedgerRefusal) -> [LoggedKeys] {
        let path = directory + "/ledger.sqlite"
        guard try LedgerFolder.holds(path) else { return [] }
        let database = try DurableDatabase.reader(path: path, label: "keys")
        defer { try? database.close() }
        do {
            return try database.read { db in
                let logs = try LogTable.all(in: db)
                return try logs.enumerated().map { place, log in
                    let isNewest = logs[(place + 1)...].first?.tenant != log.tenant
                    return try LoggedKeys(log, isNewest: isNewest, SodiumDigester(), in: db)
                }
            }
        } catch LedgerFailure.tampered(let found) {
            throw .tampered(log: path, found: found, advice: StartupCheck.restoreAdvice)
        } catch {
            throw .unusable(path: path, reason: DurableDatabase.plainReason(error))
        }
    }
}

/// The keys of one stored log.
public struct LoggedKeys: Hashable, Sendable {
    /// Whose log.
    public let tenant: TenantID
    /// Of the UTC calendar.
    public let year: Int
    /// How many leaves.
    public let size: Int
    /// The newest signed checkpoint, verbatim.
    public let checkpoint: String
    /// Whether the tenant has no later log.
    public let isNewest: Bool
    /// Which keys it named.
    public let history: KeyHistory

    init(_ log: StoredLog, isNewest: Bool, _ digester: some Digester, in db: Database) throws {
        tenant = log.tenant
        year = log.year
        size = log.size
        checkpoint = log.checkpoint
        self.isNewest = isNewest
        history = try KeyLeafTable.history(of: log.id, origin: log.origin, digester: digester, in: db)
    }
}
