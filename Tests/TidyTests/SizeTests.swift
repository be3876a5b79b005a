import Foundation
import Testing

@Suite("Size and layout")
struct SizeTests {
    private let checkout = Checkout()

    @Test("no source file is longer than 400 lines")
    func files() throws {
        for path in checkout.swiftFiles {
            let lineCount = try checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false)
                .count
            #expect(lineCount <= 401, "\(path) has \(lineCount - 1) lines")
        }
    }

    @Test("no function is longer than 70 lines")
    func functions() throws {
        for path in checkout.swiftFiles where !path.hasPrefix("Tests/") {
            let lines = try checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            for function in Self.functions(in: lines.map(String.init)) {
                #expect(
                    function.lineCount <= 70,
                    "\(path):\(function.line) has a function of \(function.lineCount) lines")
            }
        }
    }

    @Test("no folder is a drawer, and nothing lies deeper than two levels under a target")
    func folders() {
        let drawers = [
            "utils", "util", "helpers", "helper", "common", "misc", "extensions", "manager", "managers",
        ]
        for path in checkout.swiftFiles {
            let parts = path.split(separator: "/").map(String.init)
            #expect(parts.count <= 5, "\(path) lies too deep")
            for part in parts {
                let name = part.replacingOccurrences(of: ".swift", with: "").lowercased()
                #expect(!drawers.contains(name), "\(path) is a drawer")
            }
        }
    }

    @Test("no source folder holds more than 16 files of its own")
    func folderWidth() {
        let byFolder = Dictionary(grouping: checkout.files(below: "Sources", ending: ".swift")) {
            $0.split(separator: "/").dropLast().joined(separator: "/")
        }
        for (folder, files) in byFolder {
            #expect(files.count <= 16, "\(folder) holds \(files.count) files")
        }
    }

    private struct Function {
        let line: Int
        let lineCount: Int
    }

    /// Functions by their indentation, which the formatter guarantees: one ends at the first closing brace in its column.
    private static func functions(in lines: [String]) -> [Function] {
        lines.indices.compactMap { start in
            let trimmed = lines[start].drop { $0 == " " }
            let indent = lines[start].count - trimmed.count
            guard trimmed.contains("func ") || trimmed.hasPrefix("init") || trimmed.contains(" init("),
                !trimmed.hasPrefix("//"), !trimmed.hasPrefix("case")
            else { return nil }
            let closing = String(repeating: " ", count: indent) + "}"
            guard !trimmed.hasSuffix("}"), let end = lines[start...].dropFirst().firstIndex(of: closing)
            else { return nil }
            return Function(line: start + 1, lineCount: end - start + 1)
        }
    }
}
