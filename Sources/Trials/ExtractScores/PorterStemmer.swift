/// The Porter stemmer (Porter 1980, "An algorithm for suffix stripping") for lower-case ASCII words.
struct PorterStemmer {
    private var letters: [UInt8]

    /// The stem of a word; words of two letters or fewer stay.
    static func stem(_ word: String) -> String {
        guard word.utf8.count > 2 else { return word }
        var stemmer = PorterStemmer(letters: Array(word.utf8))
        stemmer.plurals()
        stemmer.pastAndGerund()
        stemmer.finalY()
        stemmer.replace(Self.doubleSuffixes, measureAbove: 0)
        stemmer.replace(Self.fullSuffixes, measureAbove: 0)
        stemmer.dropSuffix()
        stemmer.tidy()
        return String(decoding: stemmer.letters, as: UTF8.self)
    }

    private static let doubleSuffixes = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
        ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
        ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
        ("logi", "log"),
    ]
    private static let fullSuffixes = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
        ("ness", ""),
    ]
    private static let lastSuffixes = [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous",
        "ive", "ize", "al", "er", "ic", "ou",
    ]

    private func isConsonant(_ index: Int) -> Bool {
        switch letters[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
            false
        case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// How many vowel-consonant turns the first letters have.
    private func measure(_ count: Int) -> Int {
        var turns = 0
        var wasVowel = false
        for index in 0..<count {
            let consonant = isConsonant(index)
            if consonant, wasVowel { turns += 1 }
            wasVowel = !consonant
        }
        return turns
    }

    private func hasVowel(_ count: Int) -> Bool { (0..<count).contains { !isConsonant($0) } }

    private func ends(_ suffix: String) -> Bool {
        letters.count >= suffix.utf8.count && letters.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    private mutating func cut(_ count: Int, adding text: String = "") {
        letters.removeLast(count)
        letters.append(contentsOf: text.utf8)
    }

    private var endsDouble: Bool {
        letters.count >= 2 && letters[letters.count - 1] == letters[letters.count - 2]
            && isConsonant(letters.count - 1)
    }

    private func endsShort(_ count: Int) -> Bool {
        guard count >= 3, isConsonant(count - 1), !isConsonant(count - 2), isConsonant(count - 3) else {
            return false
        }
        return ![UInt8(ascii: "w"), UInt8(ascii: "x"), UInt8(ascii: "y")].contains(letters[count - 1])
    }

    private mutating func plurals() {
        if ends("sses") || ends("ies") { return cut(2) }
        if ends("s"), !ends("ss") { cut(1) }
    }

    private mutating func pastAndGerund() {
        if ends("eed") {
            if measure(letters.count - 3) > 0 { cut(1) }
            return
        }
        let suffix = ends("ed") ? 2 : ends("ing") ? 3 : 0
        guard suffix > 0, hasVowel(letters.count - suffix) else { return }
        cut(suffix)
        if ends("at") || ends("bl") || ends("iz") {
            cut(0, adding: "e")
        } else if endsDouble, !ends("l"), !ends("s"), !ends("z") {
            cut(1)
        } else if measure(letters.count) == 1, endsShort(letters.count) {
            cut(0, adding: "e")
        }
    }

    private mutating func finalY() {
        if ends("y"), hasVowel(letters.count - 1) { cut(1, adding: "i") }
    }

    private mutating func replace(_ suffixes: [(String, String)], measureAbove floor: Int) {
        for (suffix, other) in suffixes where ends(suffix) {
            if measure(letters.count - suffix.utf8.count) > floor { cut(suffix.utf8.count, adding: other) }
            return
        }
    }

    private mutating func dropSuffix() {
        for suffix in Self.lastSuffixes where ends(suffix) {
            let stem = letters.count - suffix.utf8.count
            let fits =
                suffix != "ion" || (stem > 0 && (letters[stem - 1] == 0x73 || letters[stem - 1] == 0x74))
            if fits, measure(stem) > 1 { cut(suffix.utf8.count) }
            return
        }
    }

    private mutating func tidy() {
        if ends("e") {
            let turns = measure(letters.count - 1)
            if turns > 1 || (turns == 1 && !endsShort(letters.count - 1)) { cut(1) }
        }
        if ends("ll"), measure(letters.count) > 1 { cut(1) }
    }
}
