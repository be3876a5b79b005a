import AuditTrail
import Conversations
import Foundation
import GRDB

extension Schema {
    /// Finds the leaves about keys without reading all of them.
    static let keyLeaves = "CREATE INDEX leaves_of_keys ON leaves (log, position) WHERE type = 'key';"
}

/// The leaves that say which keys sign a log: the first one, and those about keys.
enum KeyLeafTable {
    /// Which keys a log named.
    ///
    /// - Throws: ``LedgerFailure/tampered(_:)`` when its leaves do not make a history.
    static func history(
        of log: Int64, origin: LogOrigin, digester: some Digester, in db: Database
    ) throws -> KeyHistory {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, bytes FROM leaves WHERE log = ? AND position = 0
                UNION ALL
                SELECT position, bytes FROM leaves WHERE log = ? AND type = 'key' AND position > 0
                ORDER BY position
                """)
        var history = KeyHistory(name: origin.text, digester: digester)
        for row in try Row.fetchAll(statement, arguments: [log, log]) {
            let position: Int = row[0]
            do {
                try history.take(try Leaf(bytes: Array(row[1] as Data)), at: position)
            } catch {
                throw LedgerFailure.tampered(
                    "leaf \(position) of log \(origin) does not fit the keys that it named before")
            }
        }
        return history
    }
}
