import Detection
import RuleFiles

/// Guesses from everyday words which languages a message may be written in.
///
/// WHY: it only has to tell languages with rules from those without, and must rarely take a message away from its rules;
/// so every plausible language is read, and short texts are read by all of them.
struct LanguageGuess: Sendable {
    /// What was found about one message.
    enum Answer: Equatable, Sendable {
        /// The languages to read it in, as bits by their place among all languages of the file.
        case languages(UInt32)
        /// No language with rules is plausible.
        case unknown
    }

    /// The languages of the file, in its order.
    let languages: [String]
    /// The everyday words of all languages, folded, in byte order, with the bits of their languages.
    let everydayWords: [(word: String, languages: UInt32)]

    private var masks = HashedTable(capacity: 4096)
    private let wordsMin: Int
    private static let foreignBytesMin = 24
    /// So many words without a single everyday one may be names of things in any language.
    private static let silentWordsMax = 9

    /// Reads the file of languages.
    init(file: RuleFile) throws(RuleFileProblem) {
        let root = file.root
        try root.allowOnly(["schema", "unassessed_above_words", "everyday_words"])
        wordsMin = try root.member("unassessed_above_words").int(in: 1...100)
        let members = try root.member("everyday_words").members()
        guard members.count <= 30 else {
            throw root.problem("expected at most 30 languages, found \(members.count)")
        }
        languages = members.map(\.key)
        var bits: [String: Int32] = [:]
        for (place, member) in members.enumerated() {
            for entry in try member.value.texts() {
                for text in entry.split(separator: " ") {
                    let folded = Tokeniser.tokens(of: FoldedText(String(text)))
                    for token in folded.tokens {
                        bits[String(decoding: folded.letters(of: token), as: UTF8.self), default: 0] |=
                            1 << Int32(place)
                    }
                }
            }
        }
        everydayWords = bits.sorted { $0.key < $1.key }.map { ($0.key, UInt32(bitPattern: $0.value)) }
        for (word, bits) in everydayWords { masks.insert(WordHash.of(word.utf8), Int32(bitPattern: bits)) }
    }

    /// The bit of a language; 0 when the file does not name it.
    func bit(of language: String) -> UInt32 {
        languages.firstIndex(of: language).map { 1 << UInt32($0) } ?? 0
    }

    /// The languages that a message may be in.
    ///
    /// - Parameters:
    ///   - text: the message's tokens.
    ///   - known: the bits of the languages that have rules.
    /// - Returns: the languages to read it in, or that none is plausible.
    func answer(for text: TokenisedText, known: UInt32) -> Answer {
        var scores = [Int](repeating: 0, count: languages.count)
        var words = 0
        var foreignWords = 0
        var foreignBytes = 0
        for token in text.tokens where token.kind == .word {
            words += 1
            let letters = text.letters(of: token)
            if letters.contains(where: { $0 >= 0x80 }) {
                foreignWords += 1
                foreignBytes += letters.count
            }
            let mask = masks[WordHash.of(letters)]
            guard mask > 0 else { continue }
            for place in scores.indices where mask & (1 << Int32(place)) != 0 { scores[place] += 1 }
        }
        // WHY: some scripts put no space between words, so long foreign words count for several.
        let isForeign =
            foreignWords * 2 > words && (foreignWords >= 3 || foreignBytes >= Self.foreignBytesMin)
        return isForeign ? .unknown : answer(scores, words: words, known: known)
    }

    private func answer(_ scores: [Int], words: Int, known: UInt32) -> Answer {
        var bestKnown = 0
        var bestOther = 0
        for (place, score) in scores.enumerated() {
            if known & (1 << UInt32(place)) != 0 {
                bestKnown = max(bestKnown, score)
            } else {
                bestOther = max(bestOther, score)
            }
        }
        if words > wordsMin {
            // INVARIANT: ties go to a language with rules, and so does a lead of one word over two and more: names of people
            // and places are words of other languages too.
            if bestOther > bestKnown + (bestKnown >= 2 ? 1 : 0) { return .unknown }
            if bestKnown == 0, words > Self.silentWordsMax { return .unknown }
        }
        var plausible: UInt32 = 0
        for (place, score) in scores.enumerated() where known & (1 << UInt32(place)) != 0 {
            if score * 2 >= bestKnown { plausible |= 1 << UInt32(place) }
        }
        return .languages(plausible)
    }
}
