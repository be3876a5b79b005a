import Conversations
import Foundation
import Testing

/// `audit verify` as a process over the cases that stand in `audit/samples/` for anybody's verifier.
@Suite("The command that verifies", .timeLimit(.minutes(10)))
struct AuditVerifyCommandTests {
    private static let samples = DemoBench.checkout + "/audit/samples"

    private func cases() throws -> [JSONValue] {
        let data = try Data(contentsOf: URL(filePath: Self.samples + "/cases.json"))
        return try #require(try JSONValue(json: Array(data))["cases"]?.array)
    }

    /// The options that a case stands for.
    private func arguments(_ entry: JSONValue) -> [String]? {
        func path(_ member: String) -> String? { entry[member]?.string.map { Self.samples + "/" + $0 } }
        var arguments = ["audit", "verify"]
        if let logs = entry["logs"]?.array {
            for log in logs {
                guard let folder = log["folder"]?.string, let key = log["vkey"]?.string else { return nil }
                arguments += [Self.samples + "/" + folder, "--vkey", key]
            }
        } else if let proof = path("proof"), let leaf = path("leaf"), entry["format"] == nil {
            arguments += ["--proof", proof, "--leaf", leaf, "--vkey", entry["vkey"]?.string ?? ""]
        } else {
            return nil
        }
        for (member, option) in [
            ("older", "--consistency"), ("policy", "--witness-policy"), ("tsa_ca", "--tsa-ca"),
        ] {
            if let path = path(member) { arguments += [option, path] }
        }
        return arguments
    }

    @Test("every sample log and proof is found sound with exit 0, or refused with exit 1 and its file named")
    func samples() throws {
        var count = 0
        for entry in try cases() {
            guard let arguments = arguments(entry) else { continue }
            count += 1
            let name = entry["name"]?.string ?? ""
            let run = try CommandLineTool.run(arguments)
            let isSound = entry["verdict"]?.string == "sound"
            #expect(run.code == (isSound ? 0 : 1), "\(name): \(run.output)\(run.errors)")
            #expect(
                (run.output + run.errors).contains(isSound ? "ok: " : "expected")
                    || run.output.contains("broken: "), "\(name): \(run.output)")
            if !isSound, entry["logs"] != nil, let blamed = entry["blames"]?.string {
                #expect(run.output.contains(blamed), "\(name): \(run.output)")
            }
        }
        #expect(count > 40)
    }

    @Test("the report says what bounds the time, who cosigned, and what was held against what")
    func report() throws {
        let named = Dictionary(
            uniqueKeysWithValues: try cases().map { ($0["name"]?.string ?? "", $0) })
        func output(_ name: String) throws -> String {
            let row = try #require(named[name])
            let words = try #require(arguments(row))
            return try CommandLineTool.run(words).output
        }
        let stamped = try output("good-stamped")
        #expect(stamped.contains("time stamps hold") && stamped.contains("as the gateway claims"))
        let cosigned = try output("good-cosigned")
        #expect(cosigned.contains("quorum: met") && cosigned.contains("cosigned at"))
        let plain = try output("good-small")
        #expect(plain.contains("no time stamps") && plain.contains("ok: every leaf, tile and signature fits"))
    }

    @Test("what cannot be reached, read or understood has an exit code of its own")
    func exitCodes() throws {
        func code(_ arguments: String...) throws -> Int32 {
            try CommandLineTool.run(["audit", "verify"] + arguments).code
        }
        let key = try String(contentsOfFile: Self.samples + "/vkey", encoding: .utf8)
            .trimmingCharacters(in: .newlines)
        let good = Self.samples + "/good-small"
        #expect(try code() == 64)
        #expect(try code(good, "--vkey", "nonsense") == 64)
        #expect(try code("https://user@h.example/log", "--vkey", key) == 64)
        #expect(try code("http://127.0.0.1:9/audit/log/default/2026") == 69)
        #expect(try code("http://127.0.0.1:9/audit/log/default/2026", "--vkey", key) == 69)
        #expect(try code(good, "--vkey", key, "--tsa-ca", "/nowhere.pem") == 78)
        #expect(try code(good, "--vkey", key, "--consistency", "/nowhere") == 64)
        #expect(try code("/nowhere", "--vkey", key) == 1)
        let held = try CommandLineTool.run([
            "audit", "verify", good, "--vkey", key, "--consistency", good + "/checkpoint", "--json",
        ])
        let document = try JSONValue(json: Array(held.output.utf8))
        #expect(held.code == 0 && document["sound"] == true)
    }
}
