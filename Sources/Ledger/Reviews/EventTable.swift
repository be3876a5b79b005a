public import Conversations
import AuditTrail
import GRDB

/// An event that waits in the ledger until it is handed on.
public struct WaitingEvent: Hashable, Sendable {
    /// Its place among all of them; never given twice.
    public let number: Int64
    /// What happened.
    public let event: QueueEvent
}

/// The table `queue_events`: what somebody has to hear of and was not handed on yet.
enum EventTable {
    static func insert(_ event: QueueEvent, leaf: ULID, in db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO queue_events (tenant, id, type, subject, line, leaf) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            event.tenant.text, event.id, event.type, event.subject, event.line, leaf.description,
        ])
    }

    /// The oldest events that wait, in the order of their steps.
    static func waiting(limit: Int, in db: Database) throws -> [WaitingEvent] {
        let statement = try db.cachedStatement(
            sql: "SELECT number, tenant, id, type, subject, line FROM queue_events ORDER BY number LIMIT ?")
        return try Row.fetchAll(statement, arguments: [limit]).map { row in
            guard let tenant = try? TenantID(row[1]) else {
                throw LedgerFailure.tampered("an event that cannot be read")
            }
            return WaitingEvent(
                number: row[0],
                event: QueueEvent(tenant: tenant, id: row[2], type: row[3], subject: row[4], line: row[5]))
        }
    }

    static func remove(_ number: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM queue_events WHERE number = ?").execute(arguments: [number])
    }
}

extension SQLiteLedger {
    /// The oldest events that nobody was handed yet, in the order of their steps.
    public func waitingEvents(limit: Int) async throws(LedgerUnavailable) -> [WaitingEvent] {
        do {
            return try await read { db in try EventTable.waiting(limit: limit, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// Forgets an event that was handed on.
    public func removeEvent(_ number: Int64) async throws(LedgerUnavailable) {
        do {
            try await database.write { db in try EventTable.remove(number, in: db) }
        } catch {
            throw LedgerUnavailable(LedgerFailure(of: error))
        }
    }
}
