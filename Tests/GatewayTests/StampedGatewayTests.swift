import AsyncHTTPClient
import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import NIOCore
import NIOHTTP1
import RuleFiles
import Testing

@testable import Gateway

@Suite(
    "A served gateway with an authority for time",
    .enabled(if: LocalTimeStampAuthority.isAvailable, Comment(rawValue: LocalTimeStampAuthority.absence)))
struct StampedGatewayTests {
    private static let replyType = "application/timestamp-reply"

    private func configure(_ folder: DemoFolder, port: Int, authorities: String) throws {
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        let settings = """
            time_stamps: {url: "http://127.0.0.1:\(port)/tsr", ca: "\(authorities)", every_minutes: 1,
              deadline_seconds: 5, lag_minutes_max: 2}

            """
        try (text + settings).write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
    }

    private func token(_ configuration: [String]) throws -> String {
        try CommandLineTool.run(
            ["token", "--role", "agent", "--subject", "agent-1", "--organisation", "larkfield"]
                + configuration
        ).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Fetches over HTTP until something is there, as a watcher does.
    private func poll(_ url: String) async throws -> String {
        for _ in 0..<600 {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: url), timeout: .seconds(20))
            let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
            if response.status == .ok, !text.isEmpty { return text }
            try await Task.sleep(for: .milliseconds(100))
        }
        return ""
    }

    @Test("serve stamps its log at once; the stamp is public, exported, and doctor tells how far it reaches")
    func served() async throws {
        let authority = try LocalTimeStampAuthority()
        let responder = try LocalResponder { query in
            guard let reply = try? authority.stamp(query) else { return .close }
            return .whole(status: 200, contentType: Self.replyType, body: reply)
        }
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try configure(folder, port: responder.port, authorities: authority.rootPath)
        let configuration = ["--configuration", folder.configurationPath]
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let year = String(SystemClock().now().description.prefix(4))
        let sizes = try await poll("\(gateway.url)/audit/log/default/\(year)/stamps")
        let size = try #require(sizes.split(separator: "\n").first.flatMap { Int($0) })
        let metrics = try await poll(gateway.url + "/metrics")
        #expect(metrics.contains("throughline_time_stamps_total{outcome=\"kept\"}"))
        #expect(gateway.stop() == 0)
        let log = folder.path + "/log"
        #expect(
            try CommandLineTool.run(["audit", "export", "--year", year, "--to", log] + configuration).code
                == 0)
        let said = try authority.run([
            "ts", "-verify", "-data", "\(log)/stamps/\(size).checkpoint", "-in", "\(log)/stamps/\(size).tsr",
            "-CAfile", "ca.pem",
        ])
        #expect(said.contains("Verification: OK"))
        let key = try CommandLineTool.run(["keys", "show", "--year", year] + configuration).output
            .trimmingCharacters(in: .newlines)
        let verify = ["audit", "verify", log, "--vkey", key, "--tsa-ca", authority.rootPath]
        let verified = try CommandLineTool.run(verify)
        #expect(verified.code == 0 && verified.output.contains("time stamps hold"), "\(verified.output)")
        let foreign = try LocalTimeStampAuthority()
        let refused = try CommandLineTool.run(verify.dropLast() + [foreign.rootPath])
        #expect(refused.code == 1 && refused.output.contains("stamps/\(size).tsr"), "\(refused.output)")
        let shown = try CommandLineTool.run(["audit", "show", log, "--type", "time_stamp"])
        #expect(shown.output.contains("time_stamp"))
        let doctor = try CommandLineTool.run(["doctor"] + configuration)
        #expect(doctor.code == 0 && doctor.output.contains("time stamps: default/\(year): \(size) of "))
        withExtendedLifetime(responder) {}
    }

    @Test("with an authority that never answers, people are answered and the gateway stops when told to")
    func silent() async throws {
        let authority = try LocalTimeStampAuthority()
        let responder = try LocalResponder { _ in .silence }
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try configure(folder, port: responder.port, authorities: authority.rootPath)
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let bearer = try token(["--configuration", folder.configurationPath])
        for _ in 0..<3 { #expect(try await gateway.ask(token: bearer).status == 200) }
        #expect(gateway.stop() == 0)
        withExtendedLifetime(responder) {}
    }

    @Test("a file of certificates that is missing or empty refuses the start and is a fault for doctor")
    func badAuthorities() throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try configure(folder, port: 1, authorities: "nobody.pem")
        let configuration = ["--configuration", folder.configurationPath]
        for expected in ["expected a file of certificates", "expected at least one certificate in PEM"] {
            let served = try CommandLineTool.run(["serve"] + configuration)
            #expect(served.code == 78 && served.errors.contains(expected), "\(served.errors)")
            let doctor = try CommandLineTool.run(["doctor"] + configuration)
            #expect(doctor.code == 1 && doctor.output.contains("FAULT  time stamps: "))
            try Data("hello\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/nobody.pem"))
        }
    }

    @Test("the configuration of time stamps is bounded, and a secret in the URL is refused")
    func configuration() throws {
        let good = [
            "url": "https://tsa.example/tsr", "ca": "tsa.pem", "every_minutes": "60",
            "deadline_seconds": "10",
            "lag_minutes_max": "180",
        ]
        func read(_ changes: [String: String]) throws -> GatewayConfiguration.TimeStamps? {
            let members = good.merging(changes) { $1 }.sorted { $0.key < $1.key }
            let lines = members.map { "  \($0.key): \($0.value)" }.joined(separator: "\n")
            let file = try RuleFile(
                path: "gateway.yaml", bytes: Array("schema: x/v1\ntime_stamps:\n\(lines)\n".utf8))
            return try GatewayConfiguration.timeStamps(file.root, in: "/etc/throughline")
        }
        #expect(try read([:])?.authorities == "/etc/throughline/tsa.pem")
        for (key, value) in [
            ("url", "ftp://tsa.example"), ("url", "https://user:secret@tsa.example"), ("url", "tsa.example"),
            ("url", "https://tsa.example/?token=secret"), ("every_minutes", "0"), ("every_minutes", "1441"),
            ("deadline_seconds", "121"), ("lag_minutes_max", "60"), ("lag", "1"),
        ] {
            #expect(throws: RuleFileProblem.self, "\(key): \(value)") { try read([key: value]) }
        }
    }
}
