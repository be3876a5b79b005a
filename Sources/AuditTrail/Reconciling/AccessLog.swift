import Conversations

/// Why a source's access log cannot be read.
public struct AccessLogProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 for the whole file.
    public let line: Int
    /// What was expected and found; never a value of the log.
    public let message: String

    /// Joins a line with what is wrong.
    public init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    /// Line and message.
    public var description: String { "line \(line): \(message)" }
}

/// How a source's own access log is laid out.
public struct AccessLogLayout: Hashable, Sendable {
    /// How rows are written.
    public enum Form: String, Hashable, Sendable, CaseIterable {
        /// RFC 4180 with a line of column names.
        case csv
        /// One JSON object a line.
        case jsonl
    }

    /// How times are written.
    public enum TimeForm: String, Hashable, Sendable, CaseIterable {
        /// RFC 3339 with a zone.
        case rfc3339
        /// Whole seconds since 1970.
        case seconds
        /// Whole milliseconds since 1970.
        case milliseconds
    }

    /// How rows of our service account are told from others.
    public struct Account: Hashable, Sendable {
        /// The column or member that names who read.
        public let column: String
        /// What our service account is called there.
        public let name: String

        /// Joins a column and a name.
        public init(column: String, name: String) {
            self.column = column
            self.name = name
        }
    }

    /// How rows are written.
    public let form: Form
    /// The column or member that holds the time.
    public let timeColumn: String
    /// How times are written.
    public let timeForm: TimeForm
    /// Whose rows are ours; `nil` when all are.
    public let account: Account?

    /// Joins the parts.
    public init(
        form: Form, timeColumn: String, timeForm: TimeForm = .rfc3339,
        account: Account? = nil
    ) {
        self.form = form
        self.timeColumn = timeColumn
        self.timeForm = timeForm
        self.account = account
    }

    /// Reads the rows of our service account.
    ///
    /// - Parameter bytes: the whole log, UTF-8.
    /// - Returns: one read a row, in the order of the log.
    /// - Throws: ``AccessLogProblem`` naming the line of the first row that does not fit; nothing is skipped.
    public func reads(in bytes: [UInt8]) throws(AccessLogProblem) -> [SourceRead] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AccessLogProblem(line: 0, message: "expected UTF-8, found something else")
        }
        var reads: [SourceRead] = []
        for row in try form == .csv ? csvRows(text) : jsonRows(text) {
            if let account, row.values[account.column] != account.name { continue }
            guard let written = row.values[timeColumn] else {
                throw AccessLogProblem(line: row.line, message: "no column \(timeColumn)")
            }
            guard let at = moment(written) else {
                throw AccessLogProblem(
                    line: row.line,
                    message: "expected \(timeColumn) in \(timeForm.rawValue), found something else")
            }
            reads.append(SourceRead(line: row.line, at: at))
        }
        return reads
    }

    private struct Row {
        let line: Int
        let values: [String: String]
    }

    private func moment(_ text: String) -> Timestamp? {
        switch timeForm {
        case .rfc3339: Timestamp(rfc3339: text)
        case .seconds:
            Int64(text).flatMap { (0...253_402_300_799).contains($0) ? $0 * 1000 : nil }
                .map(Timestamp.init(milliseconds:))
        case .milliseconds:
            Int64(text).flatMap { (0...253_402_300_799_999).contains($0) ? $0 : nil }
                .map(Timestamp.init(milliseconds:))
        }
    }

    private func csvRows(_ text: String) throws(AccessLogProblem) -> [Row] {
        var records = try CSVReader(text).records()[...]
        guard let names = records.popFirst()?.fields else {
            throw AccessLogProblem(line: 1, message: "expected a line of column names, found none")
        }
        for column in [timeColumn] + (account.map { [$0.column] } ?? []) where !names.contains(column) {
            throw AccessLogProblem(line: 1, message: "expected a column \(column), found none")
        }
        var rows: [Row] = []
        for record in records {
            guard record.fields.count == names.count else {
                throw AccessLogProblem(
                    line: record.line,
                    message: "expected \(names.count) fields, found \(record.fields.count)")
            }
            let values = Dictionary(zip(names, record.fields), uniquingKeysWith: { first, _ in first })
            rows.append(Row(line: record.line, values: values))
        }
        return rows
    }

    private func jsonRows(_ text: String) throws(AccessLogProblem) -> [Row] {
        var rows: [Row] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { !$0.isWhitespace }) {
            guard let members = (try? JSONValue(json: Array(line.utf8)))?.object else {
                throw AccessLogProblem(
                    line: index + 1, message: "expected a JSON object, found something else")
            }
            rows.append(
                Row(
                    line: index + 1, values: members.compactMapValues { $0.string ?? $0.int.map(String.init) }
                ))
        }
        return rows
    }
}
