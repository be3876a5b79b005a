import ArgumentParser
import Gateway
import Sodium

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the gateway until it is told to stop.",
        discussion: """
            SIGTERM and SIGINT drain and stop; SIGHUP reloads the rules, all of them or none, and the log's key files. Refuses to start when \
            rules, keys, sources' mappings or the ledger are not as they should be, and says why.
            """)

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "Read the log's signing key from this descriptor instead of where the configuration says.")
    var logKeyFd: Int32?

    func validate() throws {
        guard logKeyFd.map({ $0 >= 3 }) ?? true else {
            throw ValidationError("expected --log-key-fd to be 3 or more, found \(logKeyFd ?? 0)")
        }
    }

    func run() async throws {
        var configuration = try gateway.read()
        if let logKeyFd { configuration = configuration.readingLogKey(from: logKeyFd) }
        do {
            try ProcessMemory.forbidDumps()
            try await GatewayRoot.serve(configuration) { url in
                Terminal.note("throughline serves at \(url)")
            }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
