import Foundation
import RuleFiles
import Sodium
import Testing

@Suite("Rule files")
struct RuleFileTests {
    private func file(_ text: String) throws(RuleFileProblem) -> RuleFile {
        try RuleFile(path: "rules.yaml", bytes: Array(text.utf8))
    }

    private func problem(_ text: String) -> RuleFileProblem? {
        do { _ = try file(text) } catch { return error }
        return nil
    }

    @Test("a fault names file, line, what was expected and what was found")
    func faults() throws {
        let root = try file("schema: a/v1\nlimit: many\nkind: [1]\n").root
        #expect(
            throws: RuleFileProblem(
                file: "rules.yaml", line: 2, message: "expected a whole number, found \"many\"")
        ) {
            try root.member("limit").int(in: 1...9)
        }
        #expect(
            throws: RuleFileProblem(file: "rules.yaml", line: 3, message: "expected a text, found a list")
        ) {
            try root.member("kind").text()
        }
        #expect(throws: RuleFileProblem(file: "rules.yaml", line: 1, message: "missing key \"role\"")) {
            try root.member("role")
        }
    }

    @Test("an unknown key names its line and the key that was probably meant")
    func unknownKey() throws {
        let root = try file("schema: a/v1\nlimt: 3\n").root
        #expect {
            try root.allowOnly(["schema", "limit"])
        } throws: {
            guard let problem = $0 as? RuleFileProblem else { return false }
            return problem.line == 2 && problem.message.contains("did you mean \"limit\"")
        }
    }

    @Test("a key given twice, no schema, no map, broken YAML and other bytes than UTF-8 are refused")
    func refused() {
        #expect(problem("schema: a/v1\nx: 1\nx: 2\n")?.message.contains("given twice") == true)
        #expect(problem("limit: 3\n")?.message == "missing key \"schema\"")
        #expect(problem("- 1\n") != nil && problem("") != nil && problem("schema: [") != nil)
        #expect(throws: RuleFileProblem.self) { try RuleFile(path: "x", bytes: [0xFF]) }
    }

    @Test("anchors are refused before they can grow, wherever a node may begin")
    func anchors() {
        let bomb = "schema: a/v1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
        #expect(
            problem(bomb)
                == RuleFileProblem(
                    file: "rules.yaml", line: 2, message: "anchors are not allowed in rule files"))
        #expect(problem("schema: a/v1\nl:\n  - &x 1\n") != nil)
        #expect(problem("schema: a/v1\nsay: R&D & more, a && b\nq: \"&x\"\n") == nil)
    }

    @Test("a linked file is read, a linked folder is named as a fault and never passed over")
    func links() throws {
        let files = FileManager.default
        let top = files.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        defer { try? files.removeItem(at: top) }
        let (real, linked) = (top.appendingPathComponent("real"), top.appendingPathComponent("linked"))
        for folder in [real, linked] {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try Data("schema: a/v1\n".utf8).write(to: real.appendingPathComponent("rules.yaml"))
        try files.createSymbolicLink(
            at: linked.appendingPathComponent("one.yaml"),
            withDestinationURL: real.appendingPathComponent("rules.yaml"))
        #expect(try RuleFolder(directory: linked.path).files.map(\.path) == ["one.yaml"])
        try files.createSymbolicLink(
            at: linked.appendingPathComponent("detectors"), withDestinationURL: real)
        #expect {
            try RuleFolder(directory: linked.path)
        } throws: {
            ($0 as? RuleFileProblems)?.problems.map(\.file) == ["detectors"]
        }
    }

    @Test("the digest covers paths and bytes, in byte order of the paths")
    func digest() throws {
        let one = try RuleFile(path: "b.yaml", bytes: Array("schema: a/v1\n".utf8))
        let two = try RuleFile(path: "a.yaml", bytes: Array("schema: a/v1\nx: 1\n".utf8))
        let digester = SodiumDigester()
        #expect(
            RuleFolder(files: [one, two]).digest(digester) == RuleFolder(files: [two, one]).digest(digester))
        let renamed = try RuleFile(path: "c.yaml", bytes: one.bytes)
        #expect(
            RuleFolder(files: [renamed, two]).digest(digester)
                != RuleFolder(files: [one, two]).digest(digester))
    }
}
