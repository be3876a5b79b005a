import Foundation
import GRDB

/// Opens one SQLite file so that a commit means *on disk*.
///
/// WAL with `synchronous = FULL`: the log is flushed before a commit returns. GRDB's pool sets NORMAL behind its
/// caller's back, so this is a queue, the pragmas are set after opening, and what counts is what reads back.
enum DurableDatabase {
    /// The connection that writes.
    static func writer(path: String, label: String) throws(LedgerRefusal) -> DatabaseQueue {
        try PrivateFile.make(path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(label: label))
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(sql: "PRAGMA trusted_schema = OFF")
            }
            let mode = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            guard mode == "wal" else {
                throw LedgerRefusal.unusable(path: path, reason: "no write-ahead log: \(mode ?? "none")")
            }
            let synchronous = try synchronous(of: queue)
            guard synchronous == 2 else {
                throw LedgerRefusal.notDurable(path: path, synchronous: synchronous)
            }
            return queue
        } catch let refusal as LedgerRefusal {
            throw refusal
        } catch {
            throw .unusable(path: path, reason: plainReason(error))
        }
    }

    /// A second connection for reading, so that readers do not wait for commits; open the writer first.
    static func reader(path: String, label: String) throws(LedgerRefusal) -> DatabaseQueue {
        do {
            var configuration = configuration(label: label)
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw .unusable(path: path, reason: plainReason(error))
        }
    }

    /// What `PRAGMA synchronous` reads back on the connection that writes.
    static func synchronous(of queue: DatabaseQueue) throws -> Int {
        try queue.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } ?? -1
    }

    private static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(1)
        // WHY: a roll-back that fails is met before the next batch; GRDB would end the process.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }

    /// SQLite's own words without the statement and without any value.
    static func plainReason(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "it cannot be read" }
        return error.message ?? "result code \(error.resultCode.rawValue)"
    }
}
