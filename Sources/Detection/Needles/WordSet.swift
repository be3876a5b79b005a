/// The different words of a value, in no order that says anything.
struct WordSet {
    /// A word and a value that has it.
    struct Use: Comparable {
        let word: UInt64
        let place: Int

        static func < (one: Use, two: Use) -> Bool { (one.word, one.place) < (two.word, two.place) }
    }

    // INVARIANT: sorted, none twice; 64 bits of FNV-1a each, so that two words are taken for one never in practice.
    let words: [UInt64]

    init(_ value: String) {
        let bytes = FoldedText(value).bytes
        var words: [UInt64] = []
        for token in Token.tokens(of: bytes) {
            var hash: UInt64 = 14_695_981_039_346_656_037
            for place in token.range { hash = (hash ^ UInt64(bytes[place])) &* 1_099_511_628_211 }
            if !words.contains(hash) { words.append(hash) }
        }
        self.words = words.sorted()
    }

    /// Whether all words of another are among these.
    func holds(_ other: WordSet) -> Bool {
        var place = 0
        for word in other.words {
            while place < words.count, words[place] < word { place += 1 }
            guard place < words.count, words[place] == word else { return false }
        }
        return true
    }
}

extension [WordSet.Use] {
    /// Where the uses of a word stand in a sorted list.
    func places(of word: UInt64) -> Range<Int> {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].word < word { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < count, self[end].word == word { end += 1 }
        return low..<end
    }
}
