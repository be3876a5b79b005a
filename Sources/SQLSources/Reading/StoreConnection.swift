import Conversations
import Foundation
import GRDB
import GRDBSQLite
import RuleFiles

/// One read-only connection to a store, checked against its mapping.
struct StoreConnection: Sendable {
    /// The most bytes of one value or row; larger ones make the store unreadable rather than the gateway
    /// slow.
    static let valueBytesMax: Int32 = 16 << 20

    let queue: DatabaseQueue
    /// Which file was opened, so that a store that was replaced is opened again.
    let file: FileIdentity
    /// Whether texts are stored as UTF-8, so that their bytes can be checked.
    let isUTF8: Bool

    /// Opens a store and holds the mapping against it.
    ///
    /// - Throws: ``StoreFault``, with the first fault of the mapping.
    init(path: String, mapping: SourceMapping) throws {
        guard let file = FileIdentity(path: path) else { throw StoreFault.unavailable(.refused) }
        // WHY: SQLite takes an empty file for an empty database; a store cut to nothing must not look like
        // one.
        guard file.byteCount >= 100 else { throw StoreFault.unavailable(.unreadable) }
        self.file = file
        queue = try DatabaseQueue(path: path, configuration: Self.configuration())
        isUTF8 = try queue.read { db in try String.fetchOne(db, sql: "PRAGMA encoding") == "UTF-8" }
        if let problem = try queue.read({ db in try Self.problems(of: mapping, in: db) }).first {
            throw StoreFault.mapping(problem)
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "history source"
        // WHY: in-house writers hold short locks in rollback-journal mode; a longer one is reported.
        configuration.busyMode = .timeout(0.1)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA query_only = 1; PRAGMA trusted_schema = 0")
            _ = unsafe sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_LENGTH, valueBytesMax)
        }
        return configuration
    }

    /// What of a mapping does not fit a store: tables and columns that are not there, statements that write
    /// or take other parameters.
    static func problems(of mapping: SourceMapping, in db: Database) throws -> [RuleFileProblem] {
        var problems: [RuleFileProblem] = []
        for (query, columns) in mapping.statements {
            do {
                problems += try check(query, columns, in: db)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                // WHY: while a statement is prepared SQLite names schema objects only, no values.
                problems.append(query.problem(error.message ?? "cannot be prepared"))
            }
        }
        return problems
    }

    private static func check(
        _ query: NamedQuery, _ columns: [ColumnRule], in db: Database
    ) throws -> [RuleFileProblem] {
        let statement = try db.makeStatement(sql: query.sql)
        guard statement.isReadonly, statement.columnCount > 0 else {
            return [query.problem("expected a statement that only reads")]
        }
        do {
            let nothing = Dictionary(uniqueKeysWithValues: query.parameters.map { ($0, "") })
            try statement.validateArguments(StatementArguments(nothing))
        } catch {
            let names = query.parameters.map { ":\($0)" }.joined(separator: ", ")
            return [query.problem("expected no parameters but \(names)")]
        }
        let found = statement.columnNames
        if let twice = found.first(where: { name in found.count(where: { $0 == name }) > 1 }) {
            return [query.problem("column \"\(twice)\" stands twice in the result")]
        }
        return columns.compactMap { rule in
            guard let column = rule.column, !found.contains(column) else { return nil }
            return rule.problem(
                in: query,
                "no such column in the result\(nearest(to: column, in: found)), found: "
                    + found.joined(separator: ", "))
        }
    }
}

/// Tells one file from another that took its name.
struct FileIdentity: Hashable, Sendable {
    let number: UInt64
    let device: UInt64
    let byteCount: UInt64

    /// `nil` when there is no such file.
    init?(path: String) {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
            attributes[.type] as? FileAttributeType == .typeRegular
        else { return nil }
        number = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
        device = (attributes[.systemNumber] as? NSNumber)?.uint64Value ?? 0
        byteCount = (attributes[.size] as? NSNumber)?.uint64Value ?? 0
    }

    /// Whether this is the same file, whatever its size is now.
    func isSameFile(as other: FileIdentity) -> Bool { number == other.number && device == other.device }
}
