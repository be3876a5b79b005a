import ArgumentParser
import PhoneNumbering
import Trials

struct TryDetect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Finds personal data in text.",
        discussion: """
            In: {"id","text","known":[{"class","value"}]?}
            Out: {"id","spans":[{"start","end","class","detector"}]}
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var input: TrialInput

    func run() throws {
        try input.run(
            try rules.compiling { try DetectTrial(folder: $0, phoneNumbers: LibraryPhoneNumbers()) })
    }
}
