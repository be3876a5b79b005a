import ArgumentParser
import Briefing
import Conversations
import Foundation
import Gateway

struct SourceExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what the stores hold of one customer, for `throughline verify-summary`.",
        discussion: """
            Reads the stores with their own credentials, through the mappings, and asks no gateway. The file holds raw \
            personal data and is made with mode 0600; name the customer in exactly one way. Example:
              throughline source export --email maria@example.com --out maria.json
            Exit code 1 for nobody, 69 when a store cannot be read, 78 when mappings or rules do not fit.
            """)

    @OptionGroup var gateway: ConfigurationOption

    @OptionGroup var person: PersonOptions

    @Option(help: "Whose stores.")
    var tenant = "default"

    @Option(help: "The file to write; it must not exist.")
    var out: String

    func validate() throws { _ = try person.key() }

    func run() async throws {
        let configuration = try gateway.read()
        let export: SourceExport
        do {
            export = try await GatewayRoot.sourceExport(
                configuration, tenant: try TenantID(tenant), of: try person.key(), at: SystemClock().now())
        } catch let failure as GatewayRoot.ExportFailure {
            throw Terminal.stop(
                failure.description, failure == .notFound ? Exit.negativeFinding : Exit.unavailable)
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
        let isWritten =
            !FileManager.default.fileExists(atPath: out)
            && FileManager.default.createFile(
                atPath: out, contents: Data((export.json.text() + "\n").utf8),
                attributes: [.posixPermissions: 0o600])
        guard isWritten else {
            throw Terminal.stop("\(out): cannot be written, or exists already", Exit.usage)
        }
        Terminal.print(
            "wrote \(out): \(export.timeline.persons.count) persons, \(export.timeline.conversations.count) "
                + "conversations, \(export.timeline.interactions.count) interactions of one customer")
    }
}
