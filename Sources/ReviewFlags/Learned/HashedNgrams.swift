/// The n-grams of a stretch of words, hashed: words, pairs of neighbours, and 3 to 5 letters within a word.
///
/// The recipe is fixed; `scripts/train/flag-model` follows it byte for byte, and a test holds both together. A number is
/// `0`, a word is its folded letters, and `_` marks both ends of a word for its letters. Each kind of n-gram begins with
/// a byte of its own, so that a word and the same letters within a longer one are told apart.
enum HashedNgrams {
    /// Which n-gram of a stretch a hash stands for.
    struct Gram {
        /// The place of its (last) word in the stretch.
        let place: Int
        /// Whether it is a pair of neighbours.
        let isPair: Bool
    }

    /// The fewest and the most letters of an n-gram of letters.
    static let lettersMin = 3
    /// The most letters of an n-gram of letters.
    static let lettersMax = 5
    /// Of longer words only so many letters are read.
    static let wordBytesMax = 24

    private static let word: UInt8 = 1
    private static let pair: UInt8 = 2
    private static let letters: UInt8 = 3
    private static let edge = UInt8(ascii: "_")

    /// Calls back for each n-gram.
    ///
    /// - Parameters:
    ///   - stretch: places of tokens, in reading order.
    ///   - text: the message.
    ///   - take: takes the hash and where it stands.
    static func walk(_ stretch: [Int], of text: TokenisedText, _ take: (UInt64, Gram) -> Void) {
        for (place, token) in stretch.enumerated() {
            let bytes = bytes(of: text.tokens[token], in: text)
            var hash = WordHash()
            hash.add(word)
            for byte in bytes { hash.add(byte) }
            take(hash.value, Gram(place: place, isPair: false))
            if place > 0 {
                var hash = WordHash()
                hash.add(pair)
                for byte in self.bytes(of: text.tokens[stretch[place - 1]], in: text) { hash.add(byte) }
                hash.add(edge)
                for byte in bytes { hash.add(byte) }
                take(hash.value, Gram(place: place, isPair: true))
            }
            if text.tokens[token].kind == .word {
                walkLetters(bytes) { take($0, Gram(place: place, isPair: false)) }
            }
        }
    }

    private static func walkLetters(_ bytes: ArraySlice<UInt8>, _ take: (UInt64) -> Void) {
        let count = bytes.count + 2
        func letter(_ place: Int) -> UInt8 {
            place == 0 || place == count - 1 ? edge : bytes[bytes.startIndex + place - 1]
        }
        var first = 0
        while first + lettersMin <= count {
            var hash = WordHash()
            hash.add(letters)
            for length in 1...min(lettersMax, count - first) {
                hash.add(letter(first + length - 1))
                if length >= lettersMin { take(hash.value) }
            }
            first += 1
        }
    }

    private static let number: [UInt8] = [UInt8(ascii: "0")]

    private static func bytes(of token: TokenisedText.Token, in text: TokenisedText) -> ArraySlice<UInt8> {
        token.kind == .number ? number[...] : text.letters(of: token).prefix(wordBytesMax)
    }

    /// Spreads a hash over its upper bits, from which buckets are taken.
    static func mixed(_ hash: UInt64) -> UInt64 { (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15 }
}
