import ArgumentParser
import FieldPolicy
import PhoneNumbering
import Sodium
import Trials

struct TryRedact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Treats text as one role may read it for one purpose.",
        discussion: """
            In: {"id","text" or "messages":[{"author","text"}],"known"?}
            Out: {"id","text" or "messages","withheld":[{"class","rule","count"}]}
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var input: TrialInput

    @OptionGroup var asked: QuestionOptions

    @Option(help: "A file with the key for tokens (default: a fixed public test key, with a warning).")
    var key: String?

    func run() throws {
        let view = try policyView()
        let pseudonymiser = try pseudonymiser()
        try input.run(
            try rules.compiling {
                try RedactTrial(
                    folder: $0, view: view, pseudonymiser: pseudonymiser,
                    phoneNumbers: LibraryPhoneNumbers())
            })
    }

    private func pseudonymiser() throws -> SodiumPseudonymiser {
        guard let key else {
            Terminal.note("warning: no --key, so tokens use a fixed public test key")
            return try SodiumPseudonymiser.withPublicTestKey()
        }
        return try PseudonymKey.pseudonymiser(key)
    }

    private func policyView() throws -> PolicyView {
        let policy = try rules.compiling { try CompiledPolicy.load(folder: $0) }
        do {
            return try policy.view(try asked.question(under: policy))
        } catch let refusal as PolicyRefusal {
            throw Terminal.stop("\(refusal)", Exit.usage)
        }
    }
}
