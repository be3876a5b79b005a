import ArgumentParser
import Sodium
import Trials

struct TryFlag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag",
        abstract: "Finds cases that a person must review.",
        discussion: """
            In: {"id","text"} or {"id","messages":[{"author","text","at"?}]}
            Out: {"id","assessed","flags":[{"category","severity","confidence","rule","evidence":[{"message","start","end"}]}]}
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var input: TrialInput

    func run() throws {
        try input.run(try rules.compiling { try FlagTrial(folder: $0, digester: SodiumDigester()) })
    }
}
