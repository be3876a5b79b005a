import Conversations
import Foundation
import Testing

@testable import Gateway

@Suite("The command line as a process")
struct CommandLineTests {
    @Test(
        "every command has a help text that names what it does",
        arguments: [
            ["demo"], ["serve"], ["summary"], ["try"], ["try", "detect"], ["try", "redact"], ["try", "flag"],
            ["try", "extract"], ["audit", "verify"], ["audit", "show"], ["audit", "export"],
            ["audit", "prove"], ["audit", "reconcile"],
            ["rules", "check"],
            ["token"], ["keys", "make"], ["keys", "show"], ["doctor"], ["source", "probe"],
            ["customers", "erase"], ["customers", "legal-hold", "set"],
            ["customers", "legal-hold", "release"],
            ["customers", "report"], ["keys", "compliance"],
        ])
    func help(command: [String]) throws {
        let result = try CommandLineTool.run(command + ["--help"])
        #expect(result.code == 0 && result.output.contains("OVERVIEW") && result.output.contains("USAGE"))
    }

    @Test("try keeps order and ids, answers a bad row in its place and leaves with 1")
    func tryRows() throws {
        let input = """
            {"id":"a","text":"my card is 4111 1111 1111 1111"}
            not json
            {"id":3,"text":7}
            {"id":{"x":1},"text":"nothing here","unknown":true}

            """
        let result = try CommandLineTool.run(["try", "detect"], input: input)
        let rows = result.output.split(separator: "\n").compactMap { try? JSONValue(json: Array($0.utf8)) }
        #expect(result.code == 1 && rows.count == 4)
        #expect(rows[0]["id"] == "a" && rows[0]["spans"]?.array?.isEmpty == false)
        #expect(rows[1] == ["id": .null, "error": ["code": "malformed", "line": 2]])
        #expect(rows[2] == ["id": 3, "error": ["code": "invalid_member", "line": 3]])
        #expect(rows[3]["id"] == ["x": 1] && rows[3]["spans"] == [])
    }

    @Test("try redact, flag and extract answer as the table says")
    func tryOthers() throws {
        let row =
            #"{"id":1,"text":"I am Marta Jensen. My solicitor will sue you over the charge on card 4111 1111 1111 1111."}"#
        let redacted = try CommandLineTool.run(
            ["try", "redact", "--role", "vendor_agent", "--purpose", "arrange_delivery"], input: row)
        #expect(redacted.code == 0 && !redacted.output.contains("4111"))
        #expect(redacted.errors.contains("public test key"))
        let flagged = try CommandLineTool.run(["try", "flag"], input: row)
        #expect(flagged.output.contains(#""category":"legal""#))
        let talk =
            #"{"id":1,"messages":[{"author":"customer","text":"Where is order LH-1? It is late."},{"author":"agent","text":"It arrives on Tuesday."}]}"#
        let extracted = try CommandLineTool.run(["try", "extract", "--lines", "1"], input: talk)
        let answer = try JSONValue(json: Array(extracted.output.utf8.dropLast()))
        #expect(answer["lines"]?.array?.count == 1)
    }

    @Test("what a customer wrote cannot steer the terminal it is shown on")
    func terminal() throws {
        let row = #"{"id":"1","text":"Hello \u202Eevil\u202C and \u009B2J"}"#
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tty-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("rows.jsonl")
        try Data((row + "\n").utf8).write(to: file)
        let command = "try redact --role agent --purpose resolve_billing \(file.path)"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        process.arguments = ["-qec", "\(CommandLineTool.path) \(command)", "/dev/null"]
        process.currentDirectoryURL = URL(fileURLWithPath: DemoBench.checkout)
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let shown = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(shown.contains("Hello") && !shown.unicodeScalars.contains("\u{202E}"))
        let piped = try CommandLineTool.run(command.split(separator: " ").map(String.init))
        #expect(piped.output.unicodeScalars.contains("\u{202E}"), "a program is given the bytes as they are")
    }

    @Test("a token is sent over TLS or to this machine only")
    func tokenInTheClear() throws {
        let sent = try CommandLineTool.run(
            [
                "summary", "--email", "a@example.com", "--purpose", "arrange_delivery", "--url",
                "http://other.example",
            ],
            environment: ["THROUGHLINE_TOKEN": "a.b.c"])
        #expect(sent.code == 64 && sent.errors.contains("expected https"))
    }

    @Test("a full disk is said and is no broken pipe")
    func fullDisk() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "\"$0\" rules explain --role agent --purpose arrange_delivery > /dev/full",
        ]
        process.arguments?.append(CommandLineTool.path)
        process.currentDirectoryURL = URL(fileURLWithPath: DemoBench.checkout)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 70 && said.contains("standard output"), "\(said)")
    }

    @Test("a consent or a region that no rule knows is said, and rules are found behind a link")
    func warnings() throws {
        let link = FileManager.default.temporaryDirectory.path + "/rules-\(UUID().uuidString)"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: DemoBench.checkout + "/redaction-rules")
        defer { try? FileManager.default.removeItem(atPath: link) }
        let asked = try CommandLineTool.run([
            "rules", "explain", "--role", "agent", "--purpose", "arrange_delivery", "--consent", "shar=true",
            "--region", "Nowhere", "--rules", link,
        ])
        #expect(asked.code == 0 && asked.errors.contains("no rule knows shar"))
        #expect(asked.errors.contains("no rule knows Nowhere"))
    }

    @Test("a reader who goes away ends a command quietly")
    func brokenPipe() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\"$0\" rules explain --role agent --purpose arrange_delivery | head -1"]
        process.arguments?.append(CommandLineTool.path)
        process.currentDirectoryURL = URL(fileURLWithPath: DemoBench.checkout)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(said.isEmpty, "\(String(decoding: said, as: UTF8.self).prefix(200))")
    }

    @Test("bad usage leaves with 64, a broken rule folder with 78, and says what is wrong")
    func exits() throws {
        #expect(try CommandLineTool.run(["try", "extract"]).code == 64)
        #expect(try CommandLineTool.run(["try", "detect", "no-such-file"]).code == 64)
        let folder = try CommandLineTool.run(["try", "detect", FileManager.default.temporaryDirectory.path])
        #expect(folder.code == 64 && folder.errors.contains("expected a readable file"))
        #expect(try CommandLineTool.run(["--version"]).output == GatewayRoot.version + "\n")
        let rules = try FaultTests.copyOfRules(adding: [
            "policy/zz.yaml": "schema: throughline/policy/v1\nrulez: []\n"
        ])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        let checked = try CommandLineTool.run(["rules", "check", "--rules", rules])
        #expect(checked.code == 1 && checked.output.contains("policy/zz.yaml:2"))
        let misnamed = try FaultTests.copyOfRules(adding: [
            "zz.yaml": "schema: throughline/policy/v1\n",
            "detectors/zz.yaml": """
            schema: throughline/detectors/v1
            detectors:
              - {id: gym-card, class: fitness.plans, find: shape, shapes: ["A99999"], why: six signs}
            """,
        ])
        defer { try? FileManager.default.removeItem(atPath: misnamed) }
        let remarked = try CommandLineTool.run(["rules", "check", "--rules", misnamed])
        #expect(remarked.code == 1 && remarked.output.contains("remark: zz.yaml"))
        #expect(
            remarked.output.contains("detectors/zz.yaml:3: the class fitness.plans"), "\(remarked.output)")
        let redacted = try CommandLineTool.run(
            ["try", "redact", "--role", "agent", "--purpose", "arrange_delivery", "--rules", rules])
        #expect(redacted.code == 78)
        #expect(try CommandLineTool.run(["doctor", "--configuration", "no-such-file"]).code == 78)
        #expect(try CommandLineTool.run(["rules", "check"]).code == 0)
    }

    @Test("the cases of every engine run, and one that does not hold is named with its file and line")
    func casesOfEveryEngine() throws {
        let rules = try FaultTests.copyOfRules(adding: [
            "detectors/cases/own.yaml": """
            schema: throughline/detector-cases/v1
            cases:
              - {detector: phone-local, find: ["ring «teatime»"], keep: ["none"]}
            """,
            "identity/cases/own.yaml": """
            schema: throughline/identity-cases/v1
            keys:
              - {email: ada@example.org, gives: eve@example.org}
            """,
            "review/cases/own.yaml": """
            schema: throughline/review-cases/v1
            language: en
            cases:
              - {category: legal, held_aside: false, texts: ["What a nice day"]}
            """,
            "extracts/cases/own.yaml": """
            schema: throughline/extract-cases/v1
            cases:
              - title: nobody wrote it
                words: 30
                messages: [{customer: "Where is my parcel?"}]
                shows: [{any: "refund"}]
            """,
        ])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        let tested = try CommandLineTool.run(["rules", "test", "--rules", rules])
        #expect(tested.code == 1)
        for line in ["detectors/cases/own.yaml:3", "identity/cases/own.yaml:3", "extracts/cases/own.yaml:6"] {
            #expect(tested.output.contains("failed: \(line)"), "\(tested.output.suffix(2_000))")
        }
        #expect(tested.output.contains("failed: review/cases/own.yaml:4: expected legal, found none"))
        #expect(tested.output.contains("mutation score: "))
    }

    @Test("a folder with fewer detectors or flags is not the same, and an overlay is compared as laid over")
    func weakened() throws {
        let rules = try FaultTests.copyOfRules(adding: [:])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        let same = try CommandLineTool.run(["rules", "diff", "redaction-rules", rules])
        #expect(same.code == 0 && same.output.contains("same"))
        try FileManager.default.removeItem(atPath: rules + "/review/model.yaml")
        let weaker = try CommandLineTool.run(["rules", "diff", "redaction-rules", rules])
        #expect(weaker.code == 1 && weaker.output.contains("changed: review/model.yaml is gone"))
        let overlay = try CommandLineTool.run([
            "rules", "diff", "redaction-rules", "docs/policies/bank", "--laid-over",
        ])
        #expect(overlay.code == 1 && overlay.output.contains("widened"), "\(overlay.errors)")
    }

    @Test("doctor and source probe find a fresh demo folder in order and name a broken store")
    func doctor() throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let sound = try CommandLineTool.run(["doctor", "--configuration", folder.configurationPath])
        #expect(sound.code == 0, "\(sound.output)\(sound.errors)")
        try FileManager.default.removeItem(atPath: folder.storePath("crm"))
        let broken = try CommandLineTool.run(["source", "probe", "--configuration", folder.configurationPath])
        #expect(broken.code == 69 && broken.output.contains("FAULT  crm"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.path + "/keys/log-signing.key")
        let open = try CommandLineTool.run(["doctor", "--configuration", folder.configurationPath])
        #expect(open.code == 1 && open.output.contains("expected mode 0600"))
    }

    @Test(
        "a served gateway answers over HTTP, reloads on SIGHUP and stops cleanly; its receipt verifies offline"
    )
    func served() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = ["--configuration", folder.configurationPath]
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let token = try CommandLineTool.run(
            ["token", "--role", "agent", "--subject", "agent-1", "--organisation", "larkfield"]
                + configuration)
        #expect(token.code == 0)
        let bearer = token.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let summary = try CommandLineTool.run([
            "summary", "--url", gateway.url, "--token", bearer, "--email", "daniel.okafor@example.net",
            "--purpose", "arrange_delivery", "--json",
        ])
        #expect(summary.code == 0, "\(summary.output.prefix(300)) \(summary.errors)")
        gateway.hangUp()
        try await Task.sleep(for: .milliseconds(300))
        #expect(gateway.stop() == 0)
        let answer = folder.path + "/answer.json"
        try summary.output.trimmingCharacters(in: .newlines).write(
            toFile: answer, atomically: true, encoding: .utf8)
        let year = String(SystemClock().now().description.prefix(4))
        let key = try CommandLineTool.run(["keys", "show", "--year", year] + configuration).output
            .trimmingCharacters(in: .newlines)
        let receipt = try CommandLineTool.run(["audit", "verify", "--receipt", answer, "--vkey", key])
        #expect(receipt.code == 0, "\(receipt.output)\(receipt.errors)")
        let log = folder.path + "/log"
        #expect(
            try CommandLineTool.run(["audit", "export", "--year", year, "--to", log] + configuration).code
                == 0)
        #expect(try CommandLineTool.run(["audit", "verify", log, "--vkey", key]).code == 0)
        let shown = try CommandLineTool.run(["audit", "show", log, "--type", "disclosure"])
        #expect(shown.output.contains("arrange_delivery") && !shown.output.contains("okafor"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: log + "/extra"))
        #expect(try CommandLineTool.run(["audit", "verify", log, "--vkey", key]).code == 1)
    }
}
