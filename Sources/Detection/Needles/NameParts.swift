/// The parts of a person's name between blanks, each without its own signs: `O'Brien` is `obrien`.
struct NameParts {
    /// The letters of all parts.
    private(set) var bytes: [UInt8] = []
    /// Where the parts stand that are names: no titles and, where there are others, no particles such as `van`.
    private(set) var names: [Range<Int>] = []

    init(_ folded: ArraySlice<UInt8>, _ rules: DetectorRules) {
        bytes.reserveCapacity(folded.count)
        var parts: [Range<Int>] = []
        var start = 0
        for byte in folded {
            if byte.isBlank || byte == 0x2C || byte == 0x5F || byte == 0x2F {
                if start < bytes.count { parts.append(start..<bytes.count) }
                start = bytes.count
            } else if byte.isWord {
                bytes.append(byte)
            }
        }
        if start < bytes.count { parts.append(start..<bytes.count) }
        let (lexicon, words) = (rules.lexicon, rules.words)
        parts.removeAll { part in
            part.count <= 4 && lexicon.lists(of: Token.hash(of: bytes[part])) & words.titles != 0
        }
        names = parts.filter { part in
            part.count >= 2 && lexicon.lists(of: Token.hash(of: bytes[part])) & words.particles == 0
        }
        if names.isEmpty { names = parts }
    }

    /// Whether a word is one of the names.
    func hasName(_ word: ArraySlice<UInt8>) -> Bool {
        names.contains { $0.count == word.count && bytes[$0].elementsEqual(word) }
    }
}
