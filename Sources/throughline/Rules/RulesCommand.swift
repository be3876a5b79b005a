import ArgumentParser

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks, explains, compares, tests, replays and signs the rule files.",
        subcommands: [
            RulesCheck.self, RulesExplain.self, RulesDiff.self, RulesTest.self, RulesReplay.self,
            RulesSign.self,
        ])
}
