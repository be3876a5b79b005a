public import Conversations

/// The forms in which leaves are exported.
public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// One JSON document a line.
    case jsonl
    /// A table (RFC 4180) that no spreadsheet takes for a formula.
    case csv
    /// Events of OCSF 1.9.0, class 6003 API Activity, with the profile `record_integrity`, one a line.
    case ocsf

    /// The media type of an export.
    public var contentType: String {
        switch self {
        case .jsonl, .ocsf: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8; header=present"
        }
    }
}

/// Writes leaves one after another in one of the forms.
public struct LeafExport: Sendable {
    private let format: ExportFormat
    private let digester: any Digester
    private var events: OCSFEvents

    /// Starts an export.
    ///
    /// - Parameters:
    ///   - format: the form.
    ///   - version: of the gateway, for forms that name the product.
    ///   - digester: the hashes to use.
    public init(_ format: ExportFormat, version: String, digester: some Digester) {
        self.format = format
        self.digester = digester
        events = OCSFEvents(version: version, digester: digester)
    }

    /// What stands before the first row.
    public var header: [UInt8] {
        format == .csv ? Array(CSVTable.line(CSVTable.columns).utf8) : []
    }

    /// One row with its line end.
    public mutating func row(_ row: LeafRow) -> [UInt8] {
        switch format {
        case .jsonl: Array((row.json(digester).text() + "\n").utf8)
        case .csv: Array(CSVTable.line(CSVTable.fields(of: row, digester)).utf8)
        case .ocsf: Array((events.event(for: row).text() + "\n").utf8)
        }
    }
}
