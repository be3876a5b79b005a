import AsyncHTTPClient
import AuditTrail
import Conversations
import Foundation
import NIOCore
import NIOHTTP1
import Sodium
import Testing

@testable import Gateway

@Suite("Gateway and witness as two programs")
struct TwoProgramsTests {
    private func checkpoint(_ gateway: GatewayProcess, year: Int) async throws -> SignedNote? {
        let request = HTTPClientRequest(url: "\(gateway.url)/audit/log/default/\(year)/checkpoint")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: SignedNote.bytesMax)
        return response.status == .ok ? try SignedNote(parsing: Array(body.readableBytesView)) : nil
    }

    @Test(
        "an answer is soon under a cosigned public checkpoint, is exported at its size, and verifies offline")
    func loop() async throws {
        let bench = try WitnessedBench()
        let folder = bench.folder.path
        let made = try CommandLineTool.run(
            ["witness", "key", "--key", folder + "/witness.key", "--name", "witness.example/w1"])
        let key = try #require(
            WitnessKey(made.output.trimmingCharacters(in: .newlines), digester: SodiumDigester()))
        let witness = try WitnessProcess(
            state: folder + "/state", key: folder + "/witness.key", log: try bench.logKey())
        try bench.configure([(key: key, url: witness.url)], quorum: "all")
        let gateway = try GatewayProcess(configuration: bench.folder.configurationPath)
        let caller = Caller(
            tenant: "default", subject: "vendor-1", client: "tests", organisation: "brightline",
            role: "vendor_agent")
        let configuration = try GatewayConfiguration(path: bench.folder.configurationPath)
        let token = try await DemoTokens(configuration, load: ShippedRules.load).mint(caller)
        let answer = try await gateway.ask(token: token)
        #expect(answer.status == 200)
        let isCosigned = try await bench.wait {
            guard let note = try await checkpoint(gateway, year: bench.year) else { return false }
            let finding = try bench.policy().finding(in: note, with: SodiumVerifier())
            return finding.isQuorumMet && Checkpoint(text: note.text)?.size ?? 0 >= 2
        }
        #expect(isCosigned)
        #expect(gateway.stop() == 0 && witness.stop() == 0)
        for option in [["--cosigned"], []] {
            let to = folder + "/export\(option.count)"
            let export = try CommandLineTool.run(
                [
                    "audit", "export", "--configuration", bench.folder.configurationPath, "--year",
                    "\(bench.year)",
                ]
                    + ["--to", to] + option)
            #expect(export.code == 0, "\(export.errors)")
            let vkey = try bench.logKey().description
            let verified = try CommandLineTool.run(["audit", "verify", to, "--vkey", vkey])
            #expect(verified.code == 0, "\(verified)")
            let note = try SignedNote(
                parsing: Array(FileManager.default.contents(atPath: to + "/checkpoint") ?? Data()))
            // The stop leaf is cosigned too, before the ledger closes: both sizes are one.
            let finding = try bench.policy().finding(in: note, with: SodiumVerifier())
            #expect(finding.isQuorumMet)
        }
        let doctor = try CommandLineTool.run(["doctor", "--configuration", bench.folder.configurationPath])
        #expect(doctor.output.contains("met for") && doctor.output.contains("quorum all-of-us"))
    }
}
