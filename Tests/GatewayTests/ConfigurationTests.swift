import Conversations
import Foundation
import RuleFiles
import Testing

@testable import Gateway

@Suite("Configuration")
struct ConfigurationTests {
    private func configuration(
        _ change: (String) -> String = { $0 }, environment: [String: String] = [:]
    ) throws -> GatewayConfiguration {
        let text = try String(
            contentsOfFile: DemoBench.checkout + "/throughline.example.yaml", encoding: .utf8)
        let path = FileManager.default.temporaryDirectory.path + "/throughline-\(UUID().uuidString).yaml"
        try change(text).write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try GatewayConfiguration(path: path, environment: environment)
    }

    @Test("the commented example reads, and relative paths start at its folder")
    func example() throws {
        let configuration = try configuration()
        #expect(configuration.listen.port == 8080 && configuration.mappings.count == 3)
        #expect(configuration.rules.hasPrefix(FileManager.default.temporaryDirectory.path))
    }

    @Test("an unknown key is an error with its line, and so is a secret")
    func unknownKeys() throws {
        for (added, name) in [
            ("\ntoken_secret: abc\n", "token_secret"), ("\nruels: x\n", "did you mean \"rules\""),
        ] {
            #expect { try configuration { $0 + added } } throws: {
                guard let problem = $0 as? RuleFileProblem else { return false }
                return problem.line > 1 && problem.message.contains(name)
            }
        }
    }

    @Test("a shadow mode without a near end is refused at the start, not only by the doctor")
    func endlessShadow() throws {
        let now = SystemClock().now()
        func reviews(days: Int64) throws -> GatewayConfiguration.Reviews {
            let until = now.adding(milliseconds: days * 86_400_000)
            return try #require(
                try configuration { $0 + "\nreviews: {shadow_until: \"\(until)\"}\n" }.reviews)
        }
        #expect(try reviews(days: 89).shadowProblem(at: now) == nil)
        let problem = try #require(try reviews(days: 91).shadowProblem(at: now))
        #expect(problem.message.contains("shadow_until") && problem.message.contains("90 days"))
    }

    @Test("the environment overrides the file; an unknown variable and a bad port are errors")
    func environment() throws {
        let changed = try configuration(environment: [
            "THROUGHLINE_LISTEN_PORT": "0", "THROUGHLINE_RULES": "/elsewhere/rules", "PATH": "x",
        ])
        #expect(changed.listen.port == 0 && changed.rules == "/elsewhere/rules")
        #expect(throws: RuleFileProblem.self) {
            try configuration(environment: ["THROUGHLINE_LISTEN_PROT": "1"])
        }
        #expect(throws: RuleFileProblem.self) {
            try configuration(environment: ["THROUGHLINE_LISTEN_PORT": "http"])
        }
    }

    @Test("a number out of bounds names the bounds")
    func bounds() {
        #expect {
            try configuration { $0.replacingOccurrences(of: "port: 8080", with: "port: 70000") }
        } throws: {
            ($0 as? RuleFileProblem)?.message == "expected a number from 0 to 65535, found 70000"
        }
    }

    @Test("one key does not sign for two persons")
    func oneSigner() {
        #expect {
            try configuration {
                $0 + "signers: {author: a.example+00000000+AQ==, compliance: b.example+11111111+AQ==}\n"
            }
        } throws: {
            ($0 as? RuleFileProblem)?.message.contains("two different keys") == true
        }
    }

    @Test("production without signers does not read")
    func production() {
        #expect(throws: RuleFileProblem.self) {
            try configuration { $0.replacingOccurrences(of: "mode: demo", with: "mode: production") }
        }
    }
}
