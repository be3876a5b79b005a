import ArgumentParser
import Conversations
import Gateway

struct AuditExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the log of one year to a folder that anybody can verify.",
        discussion: "Reads the ledger itself, so the gateway must not be running on it.")

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The tenant whose log it is (default: the configuration's first).")
    var tenant: String?

    @Option(help: "The year of the log (UTC).")
    var year: Int

    @Option(help: "The folder to write; made when it is missing, and it must be empty.")
    var to: String

    @ArgumentParser.Flag(
        help: "Export the newest size that met the witnesses' quorum, instead of the newest size.")
    var cosigned = false

    func run() async throws {
        let configuration = try gateway.read()
        do {
            let count = try await GatewayRoot.exportLog(
                configuration, tenant: try tenant.map { try TenantID($0) } ?? configuration.tenants[0],
                year: year, to: to, isCosigned: cosigned)
            Terminal.print("wrote \(count) leaves to \(to); verify with: throughline audit verify \(to)")
        } catch {
            throw Terminal.stop("\(error)", Exit.unavailable)
        }
    }
}
