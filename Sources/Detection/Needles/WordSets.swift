/// The different words of some values, in no order that says anything.
struct WordSets {
    /// A word and a value that has it.
    struct Use: Comparable {
        let word: UInt64
        let place: Int

        static func < (one: Use, two: Use) -> Bool {
            one.word != two.word ? one.word < two.word : one.place < two.place
        }
    }

    // INVARIANT: the words of each value are sorted, none twice; 64 bits of FNV-1a each, so that two words are taken
    // for one never in practice.
    private var words: [UInt64] = []
    private var ends: [Int] = []

    init(_ values: FoldedValues) {
        words.reserveCapacity(values.tokens.count)
        ends.reserveCapacity(values.indices.count)
        for value in values.indices {
            let start = words.count
            for token in values.tokenRange(value) {
                var hash: UInt64 = 14_695_981_039_346_656_037
                for place in values.tokens[token].range {
                    hash = (hash ^ UInt64(values.bytes[place])) &* 1_099_511_628_211
                }
                words.append(hash)
            }
            sort(from: start)
            var kept = start
            for place in start..<words.count where place == start || words[place] != words[kept - 1] {
                words[kept] = words[place]
                kept += 1
            }
            words.removeLast(words.count - kept)
            ends.append(kept)
        }
    }

    /// Sorts the last words in place.
    ///
    /// WHY: a value has a few words, and to sort a part of a list the standard library copies all of it.
    private mutating func sort(from start: Int) {
        for end in words.indices.dropFirst(start + 1) {
            var place = end
            while place > start, words[place] < words[place - 1] {
                words.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    /// The words of a value.
    subscript(place: Int) -> ArraySlice<UInt64> { words[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    /// Where each word is used by values of several words.
    var uses: [Use] {
        var uses: [Use] = []
        uses.reserveCapacity(words.count)
        for place in ends.indices where self[place].count > 1 {
            for word in self[place] { uses.append(Use(word: word, place: place)) }
        }
        return uses.sorted()
    }

    /// Whether all words of the second value are among those of the first.
    func holds(_ one: Int, _ other: Int) -> Bool {
        let words = self[one]
        var place = words.startIndex
        for word in self[other] {
            while place < words.endIndex, words[place] < word { place += 1 }
            guard place < words.endIndex, words[place] == word else { return false }
        }
        return true
    }
}

extension [WordSets.Use] {
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
