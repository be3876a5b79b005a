import RuleFiles

/// One language's words, as its file gives them.
struct Lexicon: Sendable {
    /// A word or phrase in lower case, cut into words; the last word may stand for all that begin with it.
    struct Phrase: Sendable {
        let words: [String]
        let isPrefix: Bool
        /// A single ending, written with a star before it.
        let isEnding: Bool
        /// What it signals, `nil` for a word that only names a kind of deed.
        let group: CueGroup?
        /// The kind of deed it speaks of.
        let deed: DeedKind?
        /// Its place in its list, from 0; months and number words mean their place.
        let position: Int

        var cue: CueSet { group?.bit ?? [] }
        var deeds: DeedSet { deed?.bit ?? [] }
    }

    static let schema = "throughline/extract-lexicon/v1"
    /// What a file says that adds words to a lexicon.
    static let additionsSchema = "throughline/extract-lexicon-additions/v1"

    /// The language's code, for example `en`.
    let language: String
    /// Whether every noun is capitalised, so that one capital letter names nobody.
    let capitalisesNouns: Bool
    private(set) var phrases: [Phrase]
    /// Words after which a full stop ends no sentence, lower case without the stop.
    private(set) var abbreviations: [String]
    /// Line beginnings after which all that follows is older text.
    private(set) var quoteHeaders: [String]
    /// Line endings with which such a line closes, for example `wrote:`.
    private(set) var quoteEndings: [String]
    /// Line beginnings after which only a signature follows.
    private(set) var signatures: [String]
    /// Beginnings of the lines of a machine's menu.
    private(set) var menus: [String]

    init(_ file: RuleFile) throws(RuleFileProblem) {
        try file.expect(schema: Self.schema)
        let root = file.root
        try root.allowOnly(["schema", "language", "capitals", "cues", "deeds", "layout"])
        language = try root.member("language").text()
        let capitals = try root.member("capitals")
        switch try capitals.text() {
        case "names": capitalisesNouns = false
        case "nouns": capitalisesNouns = true
        default: throw capitals.problem("expected one of: names, nouns, found \"\(try capitals.text())\"")
        }
        let layout = try root.member("layout")
        try layout.allowOnly(Self.layoutKeys)
        abbreviations = try layout.member("abbreviations").texts()
        quoteHeaders = try layout.member("quote_headers").texts()
        quoteEndings = try layout.member("quote_endings").texts()
        signatures = try layout.member("signatures").texts()
        menus = try layout.member("menus").texts()
        phrases = try Self.phrases(root.member("cues")) + Self.deeds(root.optional("deeds"))
    }

    private static let layoutKeys = [
        "abbreviations", "quote_headers", "quote_endings", "signatures", "menus",
    ]

    /// Takes in the words of a file that adds to this language; a file of its own, so that an overlay need not copy all.
    ///
    /// - Parameter file: cues and layout, each key optional.
    /// - Throws: the first thing that is wrong. Months and number words cannot be added to: their place in the list is
    ///   what they mean.
    mutating func add(_ file: RuleFile) throws(RuleFileProblem) {
        try file.root.allowOnly(["schema", "language", "cues", "deeds", "layout"])
        phrases += try Self.deeds(file.root.optional("deeds"))
        if let cues = try file.root.optional("cues") {
            for group in [CueGroup.month, .numberWord] {
                if let node = try cues.optional(group.rawValue) {
                    throw node.problem(
                        "expected no \(group.rawValue): its words mean their place in the lexicon")
                }
            }
            phrases += try Self.phrases(cues)
        }
        guard let layout = try file.root.optional("layout") else { return }
        try layout.allowOnly(Self.layoutKeys)
        abbreviations += try layout.optional("abbreviations")?.texts() ?? []
        quoteHeaders += try layout.optional("quote_headers")?.texts() ?? []
        quoteEndings += try layout.optional("quote_endings")?.texts() ?? []
        signatures += try layout.optional("signatures")?.texts() ?? []
        menus += try layout.optional("menus")?.texts() ?? []
    }

    private static func deeds(_ node: RuleNode?) throws(RuleFileProblem) -> [Phrase] {
        guard let node else { return [] }
        try node.allowOnly(DeedKind.allCases.map(\.rawValue))
        var phrases: [Phrase] = []
        for kind in DeedKind.allCases {
            guard let list = try node.optional(kind.rawValue) else { continue }
            for item in try list.items() {
                let read = try phrase(try item.text(), item, nil, deed: kind, 0)
                guard read.words.count == 1, !read.isEnding else {
                    throw item.problem("expected one word or beginning, found \"\(try item.text())\"")
                }
                phrases.append(read)
            }
        }
        return phrases
    }

    private static func phrases(_ node: RuleNode) throws(RuleFileProblem) -> [Phrase] {
        try node.allowOnly(CueGroup.allCases.map(\.rawValue))
        var phrases: [Phrase] = []
        for group in CueGroup.allCases {
            guard let list = try node.optional(group.rawValue) else { continue }
            for (position, item) in try list.items().enumerated() {
                for alternative in try item.text().split(separator: "|") {
                    phrases.append(try phrase(String(alternative), item, group, position))
                }
            }
        }
        return phrases
    }

    private static func phrase(
        _ text: String, _ node: RuleNode, _ group: CueGroup?, deed: DeedKind? = nil, _ position: Int
    ) throws(RuleFileProblem) -> Phrase {
        let isPrefix = text.hasSuffix("*")
        let isEnding = text.hasPrefix("*")
        let words = WordReader.words(of: text.lowercased())
        guard !words.isEmpty else { throw node.problem("expected a word or phrase, found \"\(text)\"") }
        guard !isEnding || words.count == 1 && !isPrefix else {
            throw node.problem("expected one ending after the star, found \"\(text)\"")
        }
        return Phrase(
            words: words, isPrefix: isPrefix, isEnding: isEnding, group: group, deed: deed, position: position
        )
    }
}
