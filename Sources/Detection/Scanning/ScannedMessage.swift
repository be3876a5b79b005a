/// One message, or a stretch of a long one, made ready for every detector: folded bytes, tokens and the cue words among
/// them.
///
/// WHY: a class, so that searches share it without copying its lists.
final class ScannedMessage: Sendable {
    /// A phrase of some word lists.
    struct Cue: Sendable, BitwiseCopyable {
        private let start, end, firstToken, endToken: Int32
        let lists: Lexicon.Lists

        init(_ range: Range<Int32>, tokens: Range<Int>, lists: Lexicon.Lists) {
            start = range.lowerBound
            end = range.upperBound
            firstToken = Int32(tokens.lowerBound)
            endToken = Int32(tokens.upperBound)
            self.lists = lists
        }

        /// Folded bytes.
        var range: Range<Int> { Int(start)..<Int(end) }
        /// The index of the first token and of the one after the last.
        var tokens: Range<Int> { Int(firstToken)..<Int(endToken) }
    }

    /// The bytes of the whole message.
    let original: [UInt8]
    let folded: FoldedText
    let bytes: ListView<UInt8>
    let tokens: ListView<Token>
    /// The lists that hold each token by itself.
    let lists: ListView<Lexicon.Lists>
    // INVARIANT: sorted by the start of their ranges.
    let cues: ListView<Cue>
    /// The places of every `@` and of the colon of every `://`.
    let signs: ListView<Int32>
    // For each 64 bytes the lists of the cues that may lie within any detector's reach of them.
    private let reachable: ListView<Lexicon.Lists>
    private let owned: Owned

    private struct Owned: Sendable {
        let bytes: FrozenList<UInt8>
        let tokens: FrozenList<Token>
        let lists: FrozenList<Lexicon.Lists>
        let cues: FrozenList<Cue>
        let signs: FrozenList<Int32>
        let reachable: FrozenList<Lexicon.Lists>
    }

    /// The most bytes from a cue to what it speaks of, on either side; rule files cannot ask for more.
    static let reachMax = 200
    /// The most bytes of a phrase.
    private static let phraseBytesMax = 96

    /// Scans a whole text.
    convenience init(_ text: String, _ rules: DetectorRules) {
        let original = Array(text.utf8)
        self.init(original: original, folded: FoldedText(utf8: original), rules)
    }

    /// Scans what a stretch of the original folded to.
    init(original: [UInt8], folded: FoldedText, _ rules: DetectorRules) {
        self.original = original
        self.folded = folded
        let (tokens, signs) = Token.cut(folded.bytes)
        let (lists, cues) = Self.words(of: tokens, rules)
        owned = Owned(
            bytes: FrozenList(folded.bytes), tokens: FrozenList(tokens), lists: FrozenList(lists),
            cues: FrozenList(cues), signs: FrozenList(signs),
            reachable: FrozenList(Self.reachable(cues, byteCount: folded.bytes.count)))
        bytes = owned.bytes.view
        self.tokens = owned.tokens.view
        self.lists = owned.lists.view
        self.cues = owned.cues.view
        self.signs = owned.signs.view
        reachable = owned.reachable.view
    }

    private static func words(of tokens: [Token], _ rules: DetectorRules) -> ([Lexicon.Lists], [Cue]) {
        let lexicon = rules.lexicon
        let wanted = rules.cueLists
        var lists = [Lexicon.Lists](repeating: 0, count: tokens.count)
        var cues: [Cue] = []
        for index in tokens.indices where tokens[index].kind != .digits || tokens[index].count == 1 {
            let place = lexicon.bucket(tokens[index].hash)
            guard place >= 0 else { continue }
            lexicon.forEachPhrase(in: place, at: index, tokens) { words, phrase in
                guard phrase & wanted != 0 else { return }
                let range = tokens[index].start..<tokens[index + words - 1].end
                cues.append(Cue(range, tokens: index..<index + words, lists: phrase & wanted))
            }
            let single = lexicon.singles(in: place)
            lists[index] = single
            if single & wanted != 0 {
                let range = tokens[index].start..<tokens[index].end
                cues.append(Cue(range, tokens: index..<index + 1, lists: single & wanted))
            }
        }
        return (lists, cues)
    }

    private static func reachable(_ cues: [Cue], byteCount: Int) -> [Lexicon.Lists] {
        let reach = reachMax + phraseBytesMax
        var blocks = [Lexicon.Lists](repeating: 0, count: byteCount / 64 + 1)
        for cue in cues {
            let first = max(0, cue.range.lowerBound - reach) / 64
            let last = min(blocks.count - 1, (cue.range.upperBound + reach) / 64)
            for block in first...last { blocks[block] |= cue.lists }
        }
        return blocks
    }

    /// Every list of which a cue may stand within reach of a place; one that is not here surely has none.
    func reachableLists(at place: Int) -> Lexicon.Lists { reachable[place >> 6] }

    /// Whether a cue of some lists ends at most `before` bytes ahead of a stretch or begins at most `after` behind it.
    func hasCue(_ lists: Lexicon.Lists, near range: Range<Int>, before: Int, after: Int) -> Bool {
        nearestCue(lists, near: range, before: before, after: after) != nil
    }

    /// The last fitting cue before a stretch, else the first one after it.
    func nearestCue(_ lists: Lexicon.Lists, near range: Range<Int>, before: Int, after: Int) -> Cue? {
        guard !cues.isEmpty else { return nil }
        let within = reachableLists(at: range.lowerBound) | reachableLists(at: range.upperBound)
        guard lists & within != 0 else { return nil }
        var index = firstCue(from: range.lowerBound)
        let pivot = index
        while index > 0 {
            index -= 1
            let cue = cues[index]
            // WHY: a phrase is at most 96 bytes, so an earlier start cannot end within the window.
            if cue.range.lowerBound + before + Self.phraseBytesMax < range.lowerBound { break }
            if cue.lists & lists != 0, cue.range.upperBound + before >= range.lowerBound { return cue }
        }
        index = pivot
        while index < cues.count, cues[index].range.lowerBound <= range.upperBound + after {
            if cues[index].lists & lists != 0 { return cues[index] }
            index += 1
        }
        return nil
    }

    private func firstCue(from place: Int) -> Int {
        var low = 0
        var high = cues.count
        while low < high {
            let middle = (low + high) / 2
            if cues[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The index of the first token that starts at or after a folded byte.
    func firstToken(from place: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The folded bytes between two neighbouring tokens.
    func gap(after index: Int) -> Range<Int> {
        tokens[index].range
            .upperBound..<(index + 1 < tokens.count ? tokens[index + 1].range.lowerBound : bytes.count)
    }

    /// The original bytes of a token.
    func originalBytes(of token: Token) -> ArraySlice<UInt8> {
        original[folded.originalRange(of: token.range)]
    }

    /// Whether a token is written with a capital first letter.
    func isCapitalised(_ index: Int) -> Bool {
        let source = originalBytes(of: tokens[index])
        guard let first = source.first else { return false }
        if first < 0x80 { return first.isUpper }
        guard let scalar = String(decoding: source.prefix(4), as: UTF8.self).unicodeScalars.first else {
            return false
        }
        return scalar.properties.isUppercase || scalar.properties.generalCategory == .otherLetter
    }
}
