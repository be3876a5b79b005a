public import AuditTrail
public import Conversations
import Foundation

extension SQLiteLedger {
    /// The newest signed checkpoint of a tenant's year, verbatim; `nil` when there is no such log.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func latestCheckpoint(of tenant: TenantID, year: Int) async throws(LedgerFailure) -> String? {
        try await read { db in try LogTable.log(of: tenant, year: year, in: db)?.checkpoint }
    }

    /// The years that a tenant has a log of, in order.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func years(of tenant: TenantID) async throws(LedgerFailure) -> [Int] {
        try await read { db in try LogTable.all(in: db).filter { $0.tenant == tenant }.map(\.year) }
    }

    /// A tenant's year as the files it is published as; `nil` when there is no such log.
    ///
    /// - Parameters:
    ///   - tenant: whose log.
    ///   - year: of the UTC calendar.
    ///   - note: the checkpoint to publish instead of the newest: one of this log, of its size or an earlier one, with
    ///     whatever cosignatures it has.
    /// - Returns: a reader of all files of that size.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read, or holds another tree than the note says.
    public func logReader(
        of tenant: TenantID, year: Int, at note: SignedNote? = nil
    ) async throws(LedgerFailure) -> StoredLogReader? {
        let stored = try await read { db in try LogTable.log(of: tenant, year: year, in: db) }
        guard let stored else { return nil }
        let noted = note.flatMap { Checkpoint(text: $0.text) }
        guard let key = try await verifierKey(of: stored, size: noted?.size ?? stored.size) else {
            throw .unavailable
        }
        guard let note else { return StoredLogReader(stored, verifierKey: key, ledger: self) }
        guard let checkpoint = noted, checkpoint.origin == stored.origin,
            try await root(of: tenant, year: year, size: checkpoint.size) == checkpoint.root
        else { throw .tampered("the cosigned checkpoint of \(stored.origin) is not one of this log") }
        let text = String(decoding: note.bytes, as: UTF8.self)
        return StoredLogReader(
            stored, verifierKey: key, ledger: self, earlier: (size: checkpoint.size, checkpoint: text))
    }

    /// Writes a log into a folder, in the layout that verifiers read: `checkpoint`, `vkey`, `tile/…`, `tile/entries/…`.
    ///
    /// - Parameters:
    ///   - tenant: whose log.
    ///   - year: of the UTC calendar.
    ///   - directory: made when it does not exist; must be empty.
    ///   - note: the checkpoint to export instead of the newest, as for ``logReader(of:year:at:)``.
    /// - Returns: how many leaves were written, `nil` when there is no such log.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read, ``LedgerRefusal`` when the folder cannot be used.
    public func exportLog(
        of tenant: TenantID, year: Int, to directory: String, at note: SignedNote? = nil
    ) async throws -> Int? {
        guard let reader = try await logReader(of: tenant, year: year, at: note) else { return nil }
        try LedgerFolder.makeEmpty(directory)
        for path in try await reader.paths() ?? [] {
            let bytes = try await reader.bytes(of: path, byteCountMax: LogFiles.bundleBytesMax)
            try LedgerFolder.write(bytes, to: path, in: directory)
        }
        return reader.size
    }
}
