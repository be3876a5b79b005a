import Conversations
import GRDB
import GatewayTestSupport
import Testing

@testable import SQLSources

@Suite("Strange values in every column")
struct StrangeValuesTests {
    static let values = [
        "NULL", "''", "' '", "-9223372036854775808", "9223372036854775807", "1e300", "-0.5", "x'00FF41'",
        "'4111111111111111'",
        "'<p>4111111111111111'", "char(0)", "'1970-01-01 00:00:00'", "zeroblob(70000)", "'[\"a\",1]'",
    ]

    /// The tables that histories are read from, without the keys that tie rows to the persons asked for.
    static let columns: [(store: String, person: String, table: String, columns: [String])] = [
        (
            "tickets", "101", "ticket",
            ["title", "state", "topic", "via", "queue", "agent_no", "opened", "changed"]
        ),
        (
            "tickets", "101", "post",
            ["kind", "side", "agent_no", "hidden", "html", "posted", "edits", "files"]
        ),
        (
            "tickets", "101", "contact",
            ["full_name", "mail", "mail_confirmed", "phone", "crm_ref", "is_removed"]
        ),
        (
            "crm", "C-1001", "account",
            ["given", "e_mail_checked", "born_on", "segment", "row_version", "closed"]
        ),
        ("crm", "C-1001", "crm_case", ["stage", "reason", "territory", "handler", "started", "void"]),
        ("chat", "u-priya", "message", ["rev", "sender", "whisper", "sent_ms", "withdrawn", "op"]),
    ]

    @Test(
        "whatever stands in a column, the source reads it, names a gap or the mapping, never a value"
    )
    func everywhere() async throws {
        var generator = SeededGenerator(seed: 11)
        for round in 0..<48 {
            let place = Self.columns[round % Self.columns.count]
            let column = place.columns[Int.random(in: 0..<place.columns.count, using: &generator)]
            let value = Self.values[Int.random(in: 0..<Self.values.count, using: &generator)]
            let folder = try StoreFolder()
            let file = try folder.buildDemo(place.store)
            let change =
                "CREATE TABLE copy AS SELECT * FROM \(place.table); DROP TABLE \(place.table); "
                + "ALTER TABLE copy RENAME TO \(place.table); UPDATE \(place.table) SET \(column) = \(value)"
            try await DatabaseQueue(path: file).write { try $0.execute(sql: change) }
            let source = try folder.source(demoMapping(place.store))
            let history = await source.history(place.person)
            let name = "\(place.table).\(column) = \(value): \(history.coverage.state)"
            switch history.coverage.state {
            case .complete, .partial, .unavailable(.mappingError): break
            default: Issue.record("\(name)")
            }
            let findings = await source.probe()
            let leaks = findings.contains { $0.message.contains("41111111") }
            #expect(!leaks, "\(name)")
            let isCanonical = history.interactions.map(\.record.fieldsAsRead).allSatisfy {
                (try? JSONValue.object($0).canonicalBytes()) != nil
            }
            #expect(isCanonical, "\(name)")
        }
    }
}
