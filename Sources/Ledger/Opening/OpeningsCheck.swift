import AuditTrail
import Conversations
import GRDB
import Sodium

/// Holds the openings of every leaf against the file of customers' keys.
///
/// A leaf's bytes do not name its customer; that its openings open under that customer's key says who it is about. So this
/// notices a row that was moved to another customer, openings that were changed or removed, and keys that are not there.
struct OpeningsCheck {
    let keys: CustomerKeys
    private var ciphers: [KeyName: CustomerKeys.Existing] = [:]

    private static let rowsMax = 1_024
    private static let ciphersMax = 1_024

    init(keys: CustomerKeys) { self.keys = keys }

    /// Checks every leaf; erasures that a restored file does not know must have been carried out again before.
    ///
    /// - Returns: what an operator should know, `nil` when the file of keys is the newest.
    /// - Throws: ``LedgerRefusal/tampered(log:found:advice:)`` for the first leaf whose openings are not its own.
    mutating func check(_ database: DatabaseQueue, path: String) throws(LedgerRefusal) -> String? {
        do {
            let notice = try noticeOfOlderKeys(database)
            for log in try database.read({ db in try LogTable.all(in: db) }) {
                for start in stride(from: 0, to: log.size, by: Self.rowsMax) {
                    let range = start..<min(log.size, start + Self.rowsMax)
                    for row in try database.read({ db in try OpeningTable.rows(of: log.id, range, in: db) }) {
                        try check(row, of: log)
                    }
                }
            }
            return notice
        } catch let refusal as LedgerRefusal {
            throw refusal
        } catch LedgerFailure.tampered(let found) {
            throw .tampered(log: path, found: found, advice: StartupCheck.restoreAdvice)
        } catch {
            throw .unusable(path: path, reason: DurableDatabase.plainReason(error))
        }
    }

    // WHY: not refused for that alone. Keys that leaves need and that an older copy lacks are found leaf by leaf, and customers
    // who were erased since are erased again at a start; a gateway that could never serve from its backup helps nobody.
    private func noticeOfOlderKeys(_ database: DatabaseQueue) throws -> String? {
        let seen = try database.read { db in try KeysSeenTable.changes(in: db) }
        let found = try keys.changes()
        guard found < seen else { return nil }
        return
            "the file of customers' keys stands at change \(found), the ledger saw it at \(seen): an older copy was "
            + "restored; keys of months that had outlived their retention may be back until the next sweep"
    }

    private mutating func check(_ row: OpeningTable.CheckedRow, of log: StoredLog) throws {
        let name = CommitCall.openingsKey(
            tenant: log.tenant, type: row.type,
            customer: row.customer.flatMap { ULID($0) }.map(CustomerID.init))
        let place = "leaf \(row.position) of log \(log.origin)"
        switch try existing(name) {
        case .destroyed: return
        case .missing:
            throw LedgerFailure.tampered(
                "the key that the openings of \(place) are kept under is missing: an older copy of the file of "
                    + "customers' keys was restored, or the leaf was moved to another customer")
        case .cipher(let cipher):
            let isAuthentic = row.ciphertext.map {
                (try? cipher.open($0, associated: Array(row.id.utf8))) != nil
            }
            guard isAuthentic == true else {
                throw LedgerFailure.tampered(
                    "the openings of \(place) are missing, changed or not those of the customer beside it")
            }
        }
    }

    private mutating func existing(_ name: KeyName) throws -> CustomerKeys.Existing {
        if let known = ciphers[name] { return known }
        // WHY: each cipher holds a page of locked memory.
        if ciphers.count >= Self.ciphersMax { ciphers = [:] }
        let found = try keys.existing(name)
        ciphers[name] = found
        return found
    }
}
