import ArgumentParser
import Conversations
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

    @Option(help: "The role that reads, for example vendor_agent.")
    var role: String

    @Option(help: "The purpose it reads for, for example arrange_delivery.")
    var purpose: String

    @Option(help: "The region of the reader.")
    var region: String?

    @Option(
        help: ArgumentHelp("A consent, as name=true or name=false; may be repeated.", valueName: "name=bool"))
    var consent: [String] = []

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
            return try policy.view(
                role: try RoleID(role), purpose: try PurposeID(purpose),
                region: try region.map { try RegionID($0) }, consents: try given())
        } catch {
            throw Terminal.stop("\(error)", Exit.usage)
        }
    }

    private func given() throws -> [ConsentID] {
        try consent.compactMap { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let isGiven = Bool(parts[1]) else {
                throw ValidationError("expected --consent name=true or name=false, found \(text)")
            }
            return isGiven ? try ConsentID(parts[0]) : nil
        }
    }
}
