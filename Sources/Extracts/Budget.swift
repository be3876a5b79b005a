/// How much a view may hold.
public enum Budget: Hashable, Sendable {
    /// At most this many words; a word is a run of letters or digits, a placeholder is one.
    case words(Int)
    /// At most this many lines.
    case lines(Int)
    /// At most this part of the words of all messages, in millionths from 0 to 1,000,000, rounded down.
    case share(millionths: Int)
    /// At most about this many tokens of a language model, by ``TokenEstimate``.
    case tokens(Int)
}

/// How many tokens a language model makes of a text, estimated without a model's vocabulary.
///
/// A run of letters counts one token for each four bytes begun, a run of digits one for each three, every other
/// sign one, blanks nothing. Common vocabularies need fewer for English and about as many for identifiers and
/// other languages.
public enum TokenEstimate {
    private static let bytesOfLetters = 4
    private static let bytesOfDigits = 3

    /// The estimate for a stretch of UTF-8.
    public static func count(_ bytes: ArraySlice<UInt8>) -> Int {
        var total = 0
        var run = 0
        var isDigits = false
        func runTokens() -> Int {
            let size = isDigits ? bytesOfDigits : bytesOfLetters
            return (run + size - 1) / size
        }
        for byte in bytes {
            let isDigit = (0x30...0x39).contains(byte)
            let isLetter = byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF)
            if run > 0, isDigit != isDigits || !(isDigit || isLetter) {
                total += runTokens()
                run = 0
            }
            if isDigit || isLetter {
                isDigits = isDigit
                run += 1
            } else if byte > 0x20 {
                total += 1
            }
        }
        return total + runTokens()
    }
}
