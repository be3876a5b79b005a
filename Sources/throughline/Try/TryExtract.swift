import ArgumentParser
import Extracts
import Trials

struct TryExtract: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Chooses verbatim lines within a budget.",
        discussion: """
            In: {"id","messages":[{"author","text","at"?}]}
            Out: {"id","lines":[{"message","start","end","text","section"}]} in reading order
            A message may also say its "conversation", its author ("by"), its "kind" (message, note, call, status_change, assignment,
            event) and whether the conversation is "open". Lines carry "marks" and "related" where there are any.
            With --labels: refs, extractive_refs, facts and open_items ({"kind","message"}) are scored.
            Words are runs of letters or digits; a placeholder, [class] or [class token], is one.
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var input: TrialInput

    @Option(parsing: .unconditional, help: "At most this many lines.")
    var lines: Int?

    @Option(parsing: .unconditional, help: "At most this many words.")
    var words: Int?

    @Option(parsing: .unconditional, help: "At most this share of the words, from 0 to 1, rounded down.")
    var share: Double?

    @Option(parsing: .unconditional, help: "At most about this many tokens of a language model.")
    var tokens: Int?

    @Option(
        help: """
            Hide e-mail addresses, telephone numbers, names and identifiers before choosing: tokens or classes. Scores \
            read what the chosen lines stood for.
            """)
    var hide: HidingManner?

    func validate() throws {
        guard [lines != nil, words != nil, share != nil, tokens != nil].filter(\.self).count == 1 else {
            throw ValidationError("expected exactly one of --lines, --words, --share, --tokens")
        }
        guard (lines ?? 0) >= 0, (words ?? 0) >= 0, (tokens ?? 0) >= 0, (0...1).contains(share ?? 0) else {
            let found =
                [lines, words, tokens].compactMap { $0.map { "\($0)" } } + (share.map { ["\($0)"] } ?? [])
            throw ValidationError(
                "expected --lines, --words and --tokens of at least 0 and --share from 0 to 1, found "
                    + found.joined(separator: ", "))
        }
    }

    func run() throws {
        try input.run(try rules.compiling { try ExtractTrial(folder: $0, budget: budget, hiding: hide) })
    }

    private var budget: Budget {
        if let lines { return .lines(lines) }
        if let words { return .words(words) }
        if let tokens { return .tokens(tokens) }
        return .share(millionths: Int(((share ?? 0) * 1_000_000).rounded()))
    }
}
