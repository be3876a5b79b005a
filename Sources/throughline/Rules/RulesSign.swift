import ArgumentParser
import Gateway

struct RulesSign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs rules and mappings for production; the author and compliance each do it once.",
        discussion: """
            Writes SIGNATURES beside the rules and prints the verifier key for the configuration's signers. Any change \
            of a rule or mapping makes the signatures void.
            """)

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The signer's key file; made with mode 0600 when it is missing.")
    var key: String

    @Option(help: "What the key goes by, for example author.example.")
    var name: String

    func run() throws {
        let configuration = try gateway.read()
        do {
            Terminal.print(try GatewayRoot.signRules(configuration, keyPath: key, name: name))
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
