/// One message, made ready for every detector: original bytes, folded bytes, tokens and the cue words among them.
///
/// WHY: a class, so that searches share it without copying its lists.
final class ScannedMessage: Sendable {
    /// A phrase of some word lists.
    struct Cue: Sendable {
        /// Folded bytes.
        let range: Range<Int>
        /// The index of the first token and of the one after the last.
        let tokens: Range<Int>
        let lists: Lexicon.Lists
    }

    let original: [UInt8]
    let folded: FoldedText
    let bytes: [UInt8]
    let tokens: [Token]
    // INVARIANT: sorted by the start of their ranges.
    let cues: [Cue]

    init(_ text: String, lexicon: Lexicon) {
        original = Array(text.utf8)
        folded = FoldedText(utf8: original)
        bytes = folded.bytes
        let tokens = Token.tokens(of: folded.bytes)
        self.tokens = tokens
        var cues: [Cue] = []
        for index in tokens.indices where tokens[index].kind != .digits {
            lexicon.forEachPhrase(at: index, in: tokens) { words, lists in
                let end = tokens[index + words - 1].range.upperBound
                cues.append(
                    Cue(
                        range: tokens[index].range.lowerBound..<end, tokens: index..<index + words,
                        lists: lists))
            }
        }
        self.cues = cues
    }

    /// Whether a cue of some lists ends at most `before` bytes ahead of a stretch or begins at most `after` behind it.
    func hasCue(_ lists: Lexicon.Lists, near range: Range<Int>, before: Int, after: Int) -> Bool {
        nearestCue(lists, near: range, before: before, after: after) != nil
    }

    /// The last fitting cue before a stretch, else the first one after it.
    func nearestCue(_ lists: Lexicon.Lists, near range: Range<Int>, before: Int, after: Int) -> Cue? {
        guard lists != 0, !cues.isEmpty else { return nil }
        var index = firstCue(from: range.lowerBound)
        let pivot = index
        while index > 0 {
            index -= 1
            let cue = cues[index]
            // WHY: a phrase is at most 96 bytes, so an earlier start cannot end within the window.
            if cue.range.lowerBound + before + 96 < range.lowerBound { break }
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
