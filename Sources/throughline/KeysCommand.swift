import ArgumentParser
import AuditTrail
import Conversations
import Gateway
import Sodium

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Makes the gateway's keys and prints their public halves.",
        subcommands: [KeysMake.self, KeysShow.self, KeysCompliance.self])
}

struct KeysMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Makes the keys that are missing, each in a file of mode 0600; existing ones stay.")

    @OptionGroup var gateway: ConfigurationOption

    func run() throws {
        let configuration = try gateway.read()
        do {
            let made = try GatewayKeys.make(in: configuration.keys)
            for file in made { Terminal.print("made \(file.file(in: configuration.keys).path)") }
            if let demo = try DemoCompliance.make(for: configuration) { Terminal.print(demo) }
            if made.isEmpty { Terminal.print("nothing to make: \(configuration.keys) holds every key") }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}

struct KeysShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints the log's verifier key, which auditors get; never a secret.")

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The tenant whose log it is (default: the configuration's first).")
    var tenant: String?

    @Option(help: "The year of the log (UTC).")
    var year: Int

    func run() throws {
        let configuration = try gateway.read()
        do {
            Terminal.print(
                try GatewayRoot.verifierKey(
                    configuration, tenant: try tenant.map { try TenantID($0) } ?? configuration.tenants[0],
                    year: year
                )
                .description)
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
