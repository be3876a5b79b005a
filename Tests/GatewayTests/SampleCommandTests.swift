import Conversations
import Foundation
import Testing

@Suite("Reading a sample of what no rule flagged, from the command line")
struct SampleCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "sample-\(UUID().uuidString)")

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func write(_ rows: [JSONValue], to name: String) throws -> String {
        try rows.map { $0.text() + "\n" }.joined().write(
            toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    private func draw() throws -> (code: Int32, errors: String) {
        let history = try write(
            (0..<40).map { number in
                [
                    "id": .string("c-\(number)"), "note": "not for readers",
                    "text": .string(
                        number % 8 == 0
                            ? "I will sue you in court." : "When will parcel \(number) arrive?"),
                ]
            }, to: "history.jsonl")
        let drawn = try CommandLineTool.run([
            "review", "sample", history, "--rules", "redaction-rules", "--size", "20", "--seed", "7",
            "--sample", path("sample.jsonl"), "--key", path("key.jsonl"),
        ])
        return (drawn.code, drawn.errors)
    }

    @Test("a sample is blind and never written over, and what readers say of it is held against its key")
    func blind() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try draw()
        #expect(first.code == 0, "\(first.errors)")
        let sample = try String(contentsOfFile: path("sample.jsonl"), encoding: .utf8)
        let rows = try sample.split(separator: "\n").map { try JSONValue(json: Array($0.utf8)) }
        #expect(rows.count == 20 && !sample.contains("not for readers") && !sample.contains("sue you"))
        let again = try draw()
        #expect(again.code == 64 && again.errors.contains("never written over"))
        #expect(try String(contentsOfFile: path("sample.jsonl"), encoding: .utf8) == sample)

        let labels = try write(rows.map { ["id": $0["id"] ?? .null, "label": "none"] }, to: "labels.jsonl")
        let report = try CommandLineTool.run([
            "review", "report", "--key", path("key.jsonl"), "--labels", labels,
        ])
        #expect(report.code == 0 && report.output.contains("random: 0 missed of 20 read"), "\(report.errors)")
        let foreign = try write([["id": "c-99", "label": "none"]], to: "foreign.jsonl")
        let refused = try CommandLineTool.run([
            "review", "report", "--key", path("key.jsonl"), "--labels", foreign,
        ])
        #expect(refused.code == 64 && refused.errors.contains("found others"), "\(refused.errors)")
    }

    @Test(
        "counts that cannot be are refused",
        arguments: [
            ["sample", "none.jsonl", "--size", "0", "--seed", "1", "--sample", "a", "--key", "b"],
            [
                "bypass", "--leaves", "a", "--access-log", "b", "--reader-column", "who", "--minutes", "0",
            ],
        ])
    func counts(arguments: [String]) throws {
        let refused = try CommandLineTool.run(["review"] + arguments)
        #expect(refused.code == 64 && refused.errors.contains("expected 1 to"), "\(refused.errors)")
    }
}
