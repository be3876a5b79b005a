/// What a word may be to a search that reads words otherwise than they are written, told once for all such searches.
struct WordTraits: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt16

    /// A word for a digit or a letter, in any language: see ``SpellingFilter/spoken``.
    static let spoken = WordTraits(rawValue: 1)
    /// A word that a number or the name of a month may begin with: see ``SpellingFilter/counting``.
    static let counting = WordTraits(rawValue: 2)
    /// The name of a letter, or what begins a phrase for one: see ``SpellingFilter/letters``.
    static let letterName = WordTraits(rawValue: 4)
    /// What begins the name of a feast.
    static let feast = WordTraits(rawValue: 8)
    /// A number that German writes in one word.
    static let compound = WordTraits(rawValue: 16)
    /// Of digits alone.
    static let digits = WordTraits(rawValue: 32)
    /// Of digits and letters.
    static let mixed = WordTraits(rawValue: 64)
    /// Of digits and letters like them, or of such letters beside a number.
    static let lookalike = WordTraits(rawValue: 128)
    /// A single letter or digit.
    static let single = WordTraits(rawValue: 256)

    /// Whatever holds a digit.
    static let number: WordTraits = [.digits, .mixed]
    /// What may begin a number or the name of a month.
    static let element: WordTraits = [.number, .counting, .compound]
    /// What may be read otherwise than it is written.
    static let odd: WordTraits = [.spoken, .letterName, .compound, .mixed, .lookalike, .single]
}

/// The traits of a message's words.
///
/// INVARIANT: the memory belongs to the message's scratch.
struct MessageTraits {
    /// By token.
    let words: ListView<WordTraits>
    /// Those that some word has: what is not here need not be looked for at all.
    let all: WordTraits
    /// The word lists that hold some word by itself.
    let lists: Lexicon.Lists

    init(_ message: ScannedMessage, _ spelling: SpellingFilter, _ words: inout GrowingList<WordTraits>) {
        words.removeAll()
        words.reserve(message.tokens.count)
        var all: WordTraits = []
        var lists: Lexicon.Lists = 0
        for place in message.tokens.indices {
            let token = message.tokens[place]
            var traits: WordTraits
            if token.kind == .digits {
                traits = .digits
            } else {
                traits = spelling.traits(of: token.hash)
                if token.kind == .mixed { traits.insert(.mixed) }
                if SpelledReader.isDigitLike(message.bytes[Int(token.start)]),
                    SpelledReader.isLookalike(token, place, message)
                {
                    traits.insert(.lookalike)
                }
                if token.count >= 10, SpellingFilter.mayBeCompound(token, message.bytes) {
                    traits.insert(.compound)
                }
            }
            if token.count == 1 { traits.insert(.single) }
            words.append(traits)
            all.formUnion(traits)
            lists |= message.lists[place]
        }
        self.lists = lists
        self.words = words.view
        self.all = all
    }
}
