import ArgumentParser
import Gateway

@main
struct Throughline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throughline",
        abstract: "Shows each role what its decision needs from a customer's history, and no more.",
        discussion: """
            Start with `throughline demo`. Exit codes: 0 ok, 1 negative finding, 64 usage, 69 unavailable, 70 fault, \
            78 configuration.
            """,
        version: GatewayRoot.version,
        subcommands: [
            DemoCommand.self, ServeCommand.self, SummaryCommand.self, ExplainSummary.self, VerifySummary.self,
            TimelineCommand.self, TryCommand.self,
            AuditCommand.self, RulesCommand.self, SourceCommand.self, TokenCommand.self, KeysCommand.self,
            SignerCommand.self,
            WitnessCommand.self, DoctorCommand.self, CustomersCommand.self, AccessCommand.self,
            CheckCommand.self, ReviewCommand.self,
        ])
}
