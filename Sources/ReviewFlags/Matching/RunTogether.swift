/// Cuts a word that was run together into the words it is made of.
enum RunTogether {
    /// The fewest letters worth a cut: a letter and a word of three.
    static let lettersMin = 4
    /// The most letters looked at, so that long strings of letters cost little.
    static let lettersMax = 40
    /// The most letters of one word within.
    private static let wordLettersMax = 16

    private struct Best {
        var words = Int.max
        var start = 0
        var isGuarded = false
        /// Whether all words so far are single letters.
        var isInitials = true
    }

    /// The ends of the fewest words that a word falls into, all of the languages and at least one that must not be hidden.
    ///
    /// Single letters stand at its beginning or its end only (`ikillmyself`).
    ///
    /// - Parameters:
    ///   - letters: the folded bytes of a word that is none.
    ///   - vocabulary: tells what is a word.
    ///   - languages: the bits of the languages that the message is read in.
    /// - Returns: two ends or more; `nil` when it falls into none.
    static func cuts(
        _ letters: ArraySlice<UInt8>, _ vocabulary: Vocabulary, languages: UInt32
    ) -> [Int]? {
        let first = letters.startIndex
        // For each place the best way to get there, from the first on.
        var best = [Best](repeating: Best(), count: letters.count + 1)
        best[0].words = 0
        for start in 0..<letters.count where best[start].words < Int.max {
            var hash = WordHash()
            for end in start + 1...min(letters.count, start + wordLettersMax) {
                hash.add(letters[first + end - 1])
                guard end - start > 1 || best[start].isInitials || end == letters.count,
                    vocabulary.isPiece(hash.value, letterCount: end - start, languages: languages)
                else { continue }
                let isGuarded =
                    best[start].isGuarded || (end - start > 2 && vocabulary.guardsPiece(hash.value))
                guard
                    (isGuarded ? 0 : 1, best[start].words + 1) < (
                        best[end].isGuarded ? 0 : 1, best[end].words
                    )
                else { continue }
                best[end] = Best(
                    words: best[start].words + 1, start: start, isGuarded: isGuarded,
                    isInitials: best[start].isInitials && end - start == 1)
            }
        }
        guard let last = best.last, last.isGuarded, last.words >= 2 else { return nil }
        var ends: [Int] = []
        var end = letters.count
        while end > 0 {
            ends.append(first + end)
            end = best[end].start
        }
        return ends.reversed()
    }
}
