import Conversations
import Foundation

/// The shipped rules, beside the sources of this test.
let ruleDirectory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("redaction-rules").path

extension Person {
    /// An invented row.
    init(_ row: String, _ identifiers: [(PersonKey, Verification)] = [], fields: [Field] = []) {
        let parts = row.split(separator: ":").map(String.init)
        guard parts.count == 2, let source = try? SourceID(parts[0]) else {
            preconditionFailure("a row is named source:id")
        }
        self.init(
            reference: PersonReference(source: source, id: parts[1]),
            record: Record(
                reference: RecordReference(source: source, id: parts[1], version: ""), fieldsAsRead: [:]),
            identifiers: identifiers.map { PersonIdentifier(key: $0.0, verification: $0.1) }, fields: fields)
    }
}
