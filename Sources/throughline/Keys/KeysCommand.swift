import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Gateway
import Sodium

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Makes and rotates the gateway's keys and prints their public halves.",
        discussion: """
            A rotation: `keys rotate`, SIGHUP to the gateway (the log names the new key, both sign), give auditors the \
            new verifier key, `keys retire`, SIGHUP (the log retires the old key, the new one signs alone). After a \
            compromise the same with `keys revoke --reason` instead of `retire`: trust in the old key ends at the last \
            checkpoint that a witness cosigned.
            """,
        subcommands: [
            KeysMake.self, KeysShow.self, KeysRotate.self, KeysRetire.self, KeysRevoke.self,
            KeysCompliance.self,
        ])
}

struct KeysMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Makes the keys that are missing, each in a file of mode 0600; existing ones stay.")

    @OptionGroup var gateway: ConfigurationOption

    func run() throws {
        let configuration = try gateway.read()
        do {
            let needed = GatewayKeys.File.allCases.filter { file in
                switch file {
                case .log: configuration.logSigner == .files
                // WHY: production believes the identity provider alone.
                case .token: configuration.mode == .demo
                case .pseudonym: true
                }
            }
            let made = try GatewayKeys.make(in: configuration.keys, files: needed)
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
        abstract: "Prints the log's verifier keys, which auditors get, the older first; never a secret.",
        discussion: "One line; two while a rotation is under way.")

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The tenant whose log it is (default: the configuration's first).")
    var tenant: String?

    @Option(help: "The year of the log (UTC).")
    var year: Int

    func run() throws {
        let configuration = try gateway.read()
        do {
            let tenant = try tenant.map { try TenantID($0) } ?? configuration.tenants[0]
            for key in try GatewayRoot.verifierKeys(configuration, tenant: tenant, year: year) {
                Terminal.print(key.description)
            }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
