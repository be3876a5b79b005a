import Conversations
import Foundation
import GRDB

/// When a job must have ended.
struct Deadline: Sendable {
    let at: ContinuousClock.Instant

    /// Refuses to go on past the deadline.
    func check() throws {
        guard ContinuousClock.now < at else { throw StoreFault.unavailable(.timeout) }
    }
}

/// Reads rows within one transaction and one deadline.
struct StoreReader {
    let db: Database
    let isUTF8: Bool
    let deadline: Deadline
    let textBytesMax: Int

    /// Calls a body with every row of a statement, in the statement's order.
    func forEach(
        _ query: NamedQuery, _ arguments: [String: String], _ body: (StoredRow) throws -> Void
    ) throws {
        try deadline.check()
        let statement = try db.cachedStatement(sql: query.sql)
        let names = statement.columnNames
        let columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            try deadline.check()
            try body(StoredRow(columns: columns, values: names.indices.map { value(of: row, at: $0) }))
        }
    }

    private func value(of row: Row, at index: Int) -> StoredValue {
        let value: DatabaseValue = row[index]
        switch value.storage {
        case .null: return .null
        case .int64(let number): return .int(number)
        case .double(let number): return .real(number)
        case .string(let text):
            guard isUTF8 else { return bounded(text) }
            // WHY: a C string ends at the first NUL and repairs what is no UTF-8; what is behind would go
            // unseen.
            let bytes = (try? row.withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } }) ?? nil
            return bytes.map(strict) ?? bounded(text)
        case .blob(let data): return strict([UInt8](data))
        }
    }

    private func strict(_ bytes: [UInt8]) -> StoredValue {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .unread(byteCount: bytes.count)
        }
        return bounded(text)
    }

    private func bounded(_ text: String) -> StoredValue {
        text.utf8.count <= textBytesMax ? .text(text) : .unread(byteCount: text.utf8.count)
    }
}

extension [String] {
    /// The list as the one parameter that `json_each` takes.
    var asParameter: String { JSONValue.array(map(JSONValue.string)).text() }
}
