import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Gateway
import RuleFiles
import Sodium

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows the whole thing on stores of invented customers.",
        discussion: """
            Makes three stores, keys and a ledger in a temporary folder, starts the gateway on a free loopback port, asks \
            as four callers for a calm and a flagged customer, and verifies the signed log. Stays until Ctrl-C unless \
            --check is given.
            """)

    @OptionGroup var rules: RulesOption

    @Option(help: "The folder with the demo's stores and mappings.")
    var material: String = "demo"

    @ArgumentParser.Flag(help: "Do not stay; leave with 1 when anything is not as it should be.")
    var check = false

    func run() async throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration: GatewayConfiguration
        do {
            configuration = try GatewayConfiguration(path: folder.configurationPath)
        } catch {
            throw Terminal.stop(error.description, Exit.configuration)
        }
        let gateway: DemoGateway
        do { gateway = try DemoGateway(configuration) } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
        let isCheck = check
        try await gateway.serve { url in
            let tour = DemoTour(url: url, configuration: configuration, gateway: gateway, folder: folder)
            let faults = try await tour.run()
            for fault in faults { Terminal.note("NOT AS IT SHOULD BE: \(fault)") }
            guard faults.isEmpty else { throw Exit.negativeFinding }
            Terminal.print("\nEverything is as it should be.")
            guard !isCheck else { return }
            try await tour.stay()
        }
    }

    private func makeFolder() throws -> DemoFolder {
        let path = FileManager.default.temporaryDirectory.path + "/throughline-demo-\(UUID().uuidString)"
        let overlaid = rules.overlay == nil ? nil : try rules.folder()
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let served = try overlaid.map { try Self.write($0, to: path + "/rules") } ?? rules.directory()
            return try DemoFolder(at: path, material: material, rules: served)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }

    /// WHY written out: what is served is one folder, and an overlay that were left out would show what nobody asked for.
    private static func write(_ rules: RuleFolder, to folder: String) throws -> String {
        for file in rules.files {
            let place = URL(fileURLWithPath: folder + "/" + file.path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: place)
        }
        return folder
    }
}
