import AuditTrail
import Conversations
import Foundation
import Gateway
import Sodium

/// The last part of the demo: the signed log, exported, verified, and broken on purpose.
struct DemoLog: Sendable {
    let gateway: DemoGateway
    let configuration: GatewayConfiguration
    let folder: DemoFolder

    func verify() async throws -> [String] {
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let directory = folder.path + "/log"
        let count = try await gateway.exportLog(tenant: configuration.tenants[0], year: year, to: directory)
        let key = try GatewayRoot.verifierKey(configuration, tenant: configuration.tenants[0], year: year)
        Terminal.print("\n━━ The log: \(count) leaves, exported to \(directory) ━━")
        Terminal.print("throughline audit verify \(directory) --vkey \(key)")
        let verifier = LogVerifier(key: key, digester: SodiumDigester(), signatures: SodiumVerifier())
        let report = await verifier.verify(DirectoryLogReader(directory: directory))
        Terminal.print(report.isSound ? "ok: every leaf, tile and signature fits" : "NOT OK")
        var faults = report.problems.map { "the exported log is broken: \($0)" }
        let broken = try breakOneByte(of: directory)
        let verdict = await verifier.verify(DirectoryLogReader(directory: broken))
        if let problem = verdict.problems.first {
            Terminal.print("one byte changed in a copy: \(problem)")
        } else {
            faults.append("a log with one byte changed was accepted")
        }
        return faults
    }

    /// A copy of the log in which one bit of one leaf differs.
    private func breakOneByte(of directory: String) throws -> String {
        let copy = directory + "-broken"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: directory, toPath: copy)
        let walk = FileManager.default.enumerator(atPath: copy + "/tile/entries")
        let paths = (walk?.allObjects as? [String] ?? []).sorted()
        for path in paths {
            let file = copy + "/tile/entries/" + path
            guard var bytes = FileManager.default.contents(atPath: file), bytes.count > 10 else { continue }
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: file))
            break
        }
        return copy
    }
}
