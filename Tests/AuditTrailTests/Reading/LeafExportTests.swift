import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@testable import AuditTrail

@Suite("Exports of leaves")
struct LeafExportTests {
    private func export(_ format: ExportFormat, _ rows: [LeafRow]) -> String {
        var export = LeafExport(format, version: "0.1.0", digester: Rows.digester)
        let bytes = export.header + rows.flatMap { export.row($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func events(_ rows: [LeafRow]) throws -> [JSONValue] {
        try export(.ocsf, rows).split(separator: "\n").map { try JSONValue(json: Array($0.utf8)) }
    }

    @Test("JSON Lines hold the stored bytes of each leaf and, when opened, openings that the leaf commits to")
    func jsonLines() throws {
        let row = try Rows.row(members: Rows.answer)
        let line = try JSONValue(json: Array(export(.jsonl, [row]).utf8.dropLast()))
        let leaf = try Leaf(bytes: try #require(line["leaf"]?.string.flatMap(Base64URL.decode)))
        #expect(leaf == row.leaf && line["openings_state"] == "opened")
        for text in try line.list("openings") {
            let opening = try #require(text.string.flatMap(Opening.init(text:)))
            #expect(leaf.commits(to: opening, digester: Rows.digester))
        }
        #expect(line["members"]?["subject"] == Rows.answer["subject"])
        let closed = export(.jsonl, [try Rows.row(members: Rows.answer, isOpened: false)])
        #expect(!closed.contains("members") && !closed.contains("body_key"))
    }

    @Test("a table reads back field by field, and no field begins like a formula")
    func table() throws {
        let nasty = ["=1+1", "+1", "-1", "@x", "\tx", "a,b", "a\"b", "a\nb", "a\r\nb", "plain", ""]
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let fields = (0..<5).map { _ in nasty.randomElement(using: &generator) ?? "" } + ["last"]
            let text = CSVTable.line(fields)
            let read = try #require(try CSVReader(text).records().first).fields
            let expected = fields.map { field in
                "=+-@\t\r\n".unicodeScalars.contains(field.unicodeScalars.first ?? "x") ? "'" + field : field
            }
            #expect(read == expected)
        }
        let row = try Rows.row(members: Rows.answer.merging(["subject": "=cmd()"]) { $1 })
        let table = export(.csv, [row])
        #expect(table.hasPrefix(CSVTable.columns.joined(separator: ",") + "\r\n"))
        #expect(table.contains("\"'=cmd()\"") && !table.contains(",=cmd"))
        #expect(try CSVReader(table).records().allSatisfy { $0.fields.count == CSVTable.columns.count })
    }

    @Test("an event has every attribute that class 6003 requires", arguments: LeafType.allCases)
    func requiredAttributes(type: LeafType) throws {
        let event = try #require(try events([Rows.row(type, isOpened: false)]).first)
        // OCSF 1.9.0: required of the base event and of api_activity.
        let activity = try event.number("activity_id")
        #expect([1, 2, 3, 4, 99].contains(activity))
        #expect(event["category_uid"] == 6 && event["class_uid"] == 6003)
        #expect(try event.number("type_uid") == 600_300 + activity)
        #expect((1...6).contains(try event.number("severity_id")))
        #expect(try event.number("time") == 1_772_355_600_000)
        let metadata = try event.member("metadata")
        #expect(metadata["version"] == "1.9.0" && metadata["profiles"] == ["record_integrity"])
        #expect(metadata["product"]?["name"] == "Throughline" && metadata["product"]?["vendor_name"] != nil)
        #expect(try !event.member("api").text("operation").isEmpty)
        #expect(try event.member("actor").member("user").text("uid").count == 26)
        #expect(try !event.member("src_endpoint").text("uid").isEmpty)
    }

    @Test(
        "record_integrity: each fingerprint is of its canonical event, and each event names the one before it"
    )
    func attestations() throws {
        let rows = try (0..<3).map { try Rows.row(index: $0, members: Rows.answer) }
        var previous: JSONValue?
        for (event, row) in zip(try events(rows), rows) {
            var attestation = try #require(try event.list("attestation_list").first?.object)
            let fingerprint = try #require(attestation["fingerprint"])
            attestation["fingerprint"] = nil
            var stripped = try #require(event.object)
            stripped["attestation_list"] = [.object(attestation)]
            let bytes = try JSONValue.object(stripped).canonicalBytes()
            #expect(try fingerprint.text("value") == hex(Rows.digester.sha256(bytes)))
            #expect(fingerprint["algorithm_id"] == 3 && fingerprint["serialization_id"] == 2)
            #expect(attestation["prev_event"]?["fingerprint"] == previous)
            #expect(attestation["authority_uid"] == .string(row.log))
            #expect(Array(try event.text("raw_data").utf8) == row.leaf.bytes)
            #expect(
                event["raw_data_hash"]?["value"] == .string(hex(Rows.digester.sha256(row.leaf.bytes))))
            previous = fingerprint
        }
        #expect(previous != nil)
    }

    @Test("the example in the documents is what is written")
    func example() throws {
        let path = Vectors.folder.deletingLastPathComponent().appending(path: "docs/ocsf-example.json")
        let stored = try JSONValue(json: Array(try Data(contentsOf: path)))
        let event = try #require(try events([Rows.row(index: 41, members: Rows.answer)]).first)
        #expect(event == stored, "expected \(event.text())")
    }
}
