import RuleFiles

/// A file of ordinary words of a language: frequent ones, and those that a slip in a word of a decisive rule could yield.
///
/// WHY: a word that stands here is what it says (`still` is no slip in `kill`); one that stands nowhere and is one slip away
/// from a word that must not be hidden is read as that word.
struct OrdinaryWords {
    /// The bit of the language.
    let language: UInt32
    /// The words, each as it is folded.
    let words: [String]
    /// Names too short for a slip in one to be told from another word: `fca`, `ico`.
    let abbreviations: [String]

    /// Reads a file.
    init(_ file: RuleFile, _ guess: LanguageGuess) throws(RuleFileProblem) {
        try file.root.allowOnly(["schema", "language", "ordinary", "abbreviations"])
        let name = try file.root.member("language")
        language = guess.bit(of: try name.text())
        guard language != 0 else { throw name.problem("expected a language of the file of languages") }
        words = try Self.words(file.root.member("ordinary"))
        abbreviations = try file.root.optional("abbreviations").map(Self.words) ?? []
    }

    private static func words(_ node: RuleNode) throws(RuleFileProblem) -> [String] {
        try node.texts().flatMap { $0.split(separator: " ").map(String.init) }
    }
}

/// What the lexicons and the files of words say of slips, for all languages.
struct SlipWords {
    /// Further words that a slip of the pen must not hide.
    var misspellable: [String] = []
    /// Words that are never read as another, with the bits of their languages.
    var distinct: [(word: String, languages: UInt32)] = []
    /// Words that are never read as a slip in a short word that must not be hidden.
    var ordinary: [(word: String, languages: UInt32)] = []
    /// Words in which a slip cannot be told.
    var abbreviations: Set<String> = []
}
