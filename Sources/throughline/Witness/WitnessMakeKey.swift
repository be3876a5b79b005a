import ArgumentParser
import AuditTrail
import Sodium

struct WitnessMakeKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes a witness's key and prints its verifier key, which gateways and auditors get.",
        discussion: """
            Two files: the secret with mode 0600, and FILE.vkey with name and public half. An existing key stays; then \
            its verifier key is printed again.
            """)

    @Option(help: "The key file to make.")
    var key: String

    @Option(help: "The witness's name, a URL without its scheme, for example witness.example/w1.")
    var name: String?

    func run() throws {
        let files = WitnessKeyFiles(path: key)
        do {
            Terminal.print(try files.make(name: name).description)
        } catch let problem as WitnessKeyFiles.Problem {
            throw Terminal.stop("\(problem)", Exit.usage)
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
