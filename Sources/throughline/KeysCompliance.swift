import ArgumentParser
import Foundation
import Gateway

struct KeysCompliance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compliance",
        abstract: "Makes the key pair that delivered bodies are sealed to, and prints its public half.",
        discussion: """
            Run it on the compliance officer's own machine. The private half opens what gateways sealed and must never be \
            on a gateway; the public half goes into the gateway's configuration as sealing.compliance_key.
              throughline keys compliance --out compliance.key
            """)

    @Option(
        help: ArgumentHelp(
            "Where the private half goes, mode 0600; the public half stands beside it with .pub added.",
            valueName: "file"))
    var out: String

    func run() throws {
        do {
            let text = try ComplianceKeyText.makePair(at: out)
            Terminal.print(text.description)
            Terminal.note(
                "the private half is in \(out): keep it on the officer's machine, never on a gateway")
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
