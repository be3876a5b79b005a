/// One message, or a stretch of a long one, made ready for every detector: folded bytes, tokens and the cue words among
/// them.
///
/// WHY: a class, so that searches share it without copying its lists.
final class ScannedMessage {
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

    // The original bytes that were folded.
    private let original: ListView<UInt8>
    /// The same; of a long message the stretch that is here.
    var text: ListView<UInt8> { original }
    let folded: FoldMap<ListView<FoldedRun>>
    let bytes: ListView<UInt8>
    let tokens: ListView<Token>
    /// The lists that hold each token by itself.
    let lists: ListView<Lexicon.Lists>
    // INVARIANT: sorted by the start of their ranges.
    let cues: ListView<Cue>
    /// The places of every `@` and of the colon of every `://`.
    let signs: ListView<Int32>
    // The signs between words, as bits.
    private let seenSigns: UInt64
    // For each 64 bytes the lists of the cues that may lie within any detector's reach of them.
    private let reachable: ListView<Lexicon.Lists>
    /// What owns the memory of all views.
    let scratch: ScanScratch

    /// The most bytes from a cue to what it speaks of, on either side; rule files cannot ask for more.
    static let reachMax = 200
    /// The most bytes of a phrase.
    private static let phraseBytesMax = 96

    /// Scans a whole text.
    convenience init(_ text: String, _ rules: DetectorRules) {
        let original = Array(text.utf8)
        let scratch = ScanScratch()
        ListView.withView(of: original) { input in
            var folding = FoldingPass(input, scratch.lists.bytes, scratch.lists.runs)
            folding.run()
            scratch.lists.bytes = folding.bytes
            scratch.lists.runs = folding.runs
        }
        let kept = ListView.withView(of: original) { scratch.lists.keep(0..<original.count, of: $0) }
        self.init(kept: kept, scratch, 0..<original.count, rules)
    }

    /// Scans what a stretch of the original folded to, which stands in the scratch.
    ///
    /// The stretch is copied, so that the whole text need not be held.
    convenience init(
        _ text: ListView<UInt8>, _ scratch: ScanScratch, _ stretch: Range<Int>, _ rules: DetectorRules
    ) {
        let view = scratch.lists.keep(stretch, of: text)
        self.init(kept: view, scratch, stretch, rules)
    }

    private init(
        kept original: ListView<UInt8>, _ scratch: ScanScratch, _ stretch: Range<Int>, _ rules: DetectorRules
    ) {
        var made = scratch.lists
        made.cut()
        made.readWords(rules)
        made.reach(Self.reachMax + Self.phraseBytesMax)
        scratch.lists = made
        self.original = original
        self.scratch = scratch
        folded = FoldMap(
            runs: made.runs.view, foldedCount: made.bytes.count, originalStart: stretch.lowerBound,
            originalEnd: stretch.upperBound)
        bytes = made.bytes.view
        tokens = made.tokens.view
        lists = made.words.view
        cues = made.cues.view
        signs = made.signs.view
        seenSigns = made.seenSigns
        reachable = made.reachable.view
    }

    /// Whether one of some signs may stand between the words; of those that may, some are others.
    func mayHaveSign(_ signs: UInt64) -> Bool { seenSigns & signs != 0 }

    /// Signs as bits, for ``mayHaveSign(_:)``.
    static func signs(_ signs: [UInt8]) -> UInt64 { signs.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

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

    /// The same where a token is known that is at most a few ahead.
    func firstToken(from place: Int, startingAt hint: Int) -> Int {
        guard hint <= tokens.count, hint == 0 || tokens[hint - 1].start < place else {
            return firstToken(from: place)
        }
        var next = hint
        while next < tokens.count, next - hint < 24 {
            if tokens[next].start >= place { return next }
            next += 1
        }
        return next == tokens.count ? next : firstToken(from: place)
    }

    /// The folded bytes between two neighbouring tokens.
    func gap(after index: Int) -> Range<Int> {
        tokens[index].range
            .upperBound..<(index + 1 < tokens.count ? tokens[index + 1].range.lowerBound : bytes.count)
    }

    /// The original bytes of a stretch of folded ones.
    func written(_ range: Range<Int>) -> Slice<ListView<UInt8>> {
        let source = folded.originalRange(of: range)
        return original[source.lowerBound - folded.originalStart..<source.upperBound - folded.originalStart]
    }

    /// The original bytes of a token.
    func originalBytes(of token: Token) -> Slice<ListView<UInt8>> {
        written(token.range)
    }

    /// Whether a small letter stands at a folded byte.
    func isSmall(at place: Int) -> Bool {
        original[folded.source(of: place).lowerBound - folded.originalStart].isLower
    }

    /// Whether a token is written with a capital first letter.
    func isCapitalised(_ index: Int) -> Bool {
        let token = tokens[index]
        let first = original[folded.source(of: Int(token.start)).lowerBound - folded.originalStart]
        if first < 0x80 { return first.isUpper }
        let source = originalBytes(of: token)
        guard let scalar = String(decoding: source.prefix(4), as: UTF8.self).unicodeScalars.first else {
            return false
        }
        return scalar.properties.isUppercase || scalar.properties.generalCategory == .otherLetter
    }
}
