import ArgumentParser
import Gateway

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the gateway until it is told to stop.",
        discussion: """
            SIGTERM and SIGINT drain and stop; SIGHUP reloads the rules, all of them or none. Refuses to start when \
            rules, keys, sources' mappings or the ledger are not as they should be, and says why.
            """)

    @OptionGroup var gateway: ConfigurationOption

    func run() async throws {
        let configuration = try gateway.read()
        do {
            try await GatewayRoot.serve(configuration) { url in
                Terminal.note("throughline serves at \(url)")
            }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
