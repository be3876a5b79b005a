import Detection
import RuleFiles

/// The pattern language of the review rules, parsed.
///
/// A pattern is a line of words: `word`, `stem*`, `word?` (may be missing), `(a|b c)`, `@list`, `*` (any one token),
/// `#num`, `#cur`; between them `~N` allows up to N other tokens and `..` any number, always within a sentence. Parts
/// joined by `&` stand in one sentence in any order, those joined by `&&` anywhere in one message.
indirect enum PhraseText: Equatable, Sendable {
    /// One token: a folded word, a stem with `*`, or a kind of token.
    case atom(String)
    /// Tokens one after the other.
    case sequence([PhraseText])
    /// One of several.
    case choice([PhraseText])
    /// A named list.
    case list(String)
    /// Something that may be missing.
    case optional(PhraseText)
    /// Up to a number of other tokens.
    case gap(Int)
    /// The start of another part of the pattern.
    case and(acrossSentences: Bool)

    /// The widest gap within a sentence.
    static let gapMax = 40

    /// Parses the scalar of a rule file.
    init(_ node: RuleNode) throws(RuleFileProblem) {
        var parser = PhraseParser(try node.text(), node: node)
        self = try parser.whole()
    }
}

private struct PhraseParser {
    private let characters: [Character]
    private let node: RuleNode
    private var at = 0

    init(_ text: String, node: RuleNode) {
        characters = Array(text)
        self.node = node
    }

    mutating func whole() throws(RuleFileProblem) -> PhraseText {
        let phrase = try sequence()
        guard at == characters.count else {
            throw node.problem("expected a pattern, found a stray \")\" or \"|\"")
        }
        return phrase
    }

    private mutating func sequence() throws(RuleFileProblem) -> PhraseText {
        var items: [PhraseText] = []
        while at < characters.count, characters[at] != ")", characters[at] != "|" {
            if characters[at] == " " {
                at += 1
            } else if characters[at] == "(" {
                items.append(try choice())
            } else {
                items.append(contentsOf: try word())
            }
        }
        guard !items.isEmpty else { throw node.problem("expected a pattern, found an empty one") }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    private mutating func choice() throws(RuleFileProblem) -> PhraseText {
        var choices: [PhraseText] = []
        repeat {
            at += 1
            choices.append(try sequence())
        } while at < characters.count && characters[at] == "|"
        guard at < characters.count else { throw node.problem("expected \")\", found the end") }
        at += 1
        guard at < characters.count, characters[at] == "?" else {
            try expectEnd(after: ")")
            return .choice(choices)
        }
        at += 1
        try expectEnd(after: ")?")
        return .optional(.choice(choices))
    }

    private func expectEnd(after what: String) throws(RuleFileProblem) {
        guard at == characters.count || " |)".contains(characters[at]) else {
            throw node.problem("expected a space after \"\(what)\", found \"\(characters[at])\"")
        }
    }

    private mutating func word() throws(RuleFileProblem) -> [PhraseText] {
        var text = ""
        while at < characters.count, !" ()|".contains(characters[at]) {
            text.append(characters[at])
            at += 1
        }
        switch text {
        case "*", "#num", "#cur": return [.atom(text)]
        case "&": return [.and(acrossSentences: false)]
        case "&&": return [.and(acrossSentences: true)]
        case "..": return [.gap(PhraseText.gapMax)]
        default: break
        }
        if text.hasPrefix("~") {
            guard let width = Int(text.dropFirst()), (1...PhraseText.gapMax).contains(width) else {
                throw node.problem("expected a gap from ~1 to ~\(PhraseText.gapMax), found \"\(text)\"")
            }
            return [.gap(width)]
        }
        if text.hasSuffix("?"), text.count > 1 {
            return [.optional(.sequence(try atoms(of: String(text.dropLast()))))]
        }
        return try atoms(of: text)
    }

    /// The atoms of a word as the tokeniser would cut it, so that rules and messages agree on `don't` and `e-mail`.
    private func atoms(of text: String) throws(RuleFileProblem) -> [PhraseText] {
        if text.hasPrefix("@") { return [.list(String(text.dropFirst()))] }
        guard !text.contains("?"), !text.dropLast().contains("*") else {
            throw node.problem("expected \"*\" or \"?\" at the end of a word, found \"\(text)\"")
        }
        let isStem = text.hasSuffix("*")
        let folded = Tokeniser.tokens(of: FoldedText(isStem ? String(text.dropLast()) : text))
        var words = folded.tokens.map { String(decoding: folded.letters(of: $0), as: UTF8.self) }
        guard let last = words.popLast() else { throw node.problem("expected a word, found \"\(text)\"") }
        if isStem, last.utf8.count < 2 {
            throw node.problem("expected a stem of two letters, found \"\(text)\"")
        }
        words.append(isStem ? last + "*" : last)
        return words.map { .atom($0) }
    }
}
