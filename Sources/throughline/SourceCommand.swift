import ArgumentParser
import Conversations
import Gateway

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Looks at the stores that the gateway reads.",
        subcommands: [SourceProbe.self, SourceExportCommand.self])
}

struct SourceProbe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Looks whether each store can be read and its mapping fits.",
        discussion: "Prints no customer data. Exit code 69 when a store cannot be read.")

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "Only this source.")
    var source: String?

    func run() async throws {
        let configuration = try gateway.read()
        var isFaulty = false
        do {
            for probed in try GatewayRoot.sources(configuration)
            where source.map({ $0 == probed.descriptor.id.text }) ?? true {
                for finding in await probed.probe() {
                    isFaulty = isFaulty || finding.isFault
                    Terminal.print(
                        "\(finding.isFault ? "FAULT" : "ok   ")  \(probed.descriptor.id): \(finding.message)")
                }
            }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
        if isFaulty { throw Exit.unavailable }
    }
}
