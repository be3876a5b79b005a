/// Cuts text into words: runs of letters or digits.
public enum WordReader {
    /// What a code point is to a word.
    enum Kind: UInt8 {
        case other, lower, upper, digit
    }

    /// How many words a text has; a placeholder is one, and nothing inside it is read.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - placeholders: byte ranges within `bytes`, sorted and apart.
    /// - Returns: the number of words.
    public static func count(_ bytes: [UInt8], placeholders: [Range<Int>] = []) -> Int {
        count(bytes, in: 0..<bytes.count, placeholders: placeholders)
    }

    /// How many words a part of a text has.
    public static func count(_ bytes: [UInt8], in range: Range<Int>, placeholders: [Range<Int>]) -> Int {
        var total = 0
        var position = range.lowerBound
        for hidden in placeholders
        where hidden.lowerBound >= range.lowerBound && hidden.upperBound <= range.upperBound {
            total += runs(bytes, position..<hidden.lowerBound) + 1
            position = hidden.upperBound
        }
        return total + runs(bytes, position..<range.upperBound)
    }

    /// The words of a short text.
    static func words(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var words: [String] = []
        scan(bytes, 0..<bytes.count) { start, end, _, _ in
            words.append(String(decoding: bytes[start..<end], as: UTF8.self))
        }
        return words
    }

    private static func runs(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var total = 0
        scan(bytes, range) { _, _, _, _ in total += 1 }
        return total
    }

    /// Calls for each word with its start, end, shape and whether all its letters are ASCII.
    static func scan(
        _ bytes: [UInt8], _ range: Range<Int>, _ found: (Int, Int, Word.Shape, Bool) -> Void
    ) {
        var position = range.lowerBound
        var start = -1
        var shape: Word.Shape = []
        var isASCII = true
        while position < range.upperBound {
            let (kind, width) = kind(bytes, position)
            if kind == .other {
                if start >= 0 { found(start, position, shape, isASCII) }
                start = -1
            } else {
                if start < 0 {
                    start = position
                    shape = kind == .upper ? .capital : []
                    isASCII = true
                }
                switch kind {
                case .digit: shape.insert(.digit)
                case .upper: shape.formUnion([.letter, .upper])
                default: shape.formUnion([.letter, .lower])
                }
                if width > 1 { isASCII = false }
            }
            position += width
        }
        if start >= 0 { found(start, range.upperBound, shape, isASCII) }
    }

    /// What stands at a byte, and how many bytes it takes.
    static func kind(_ bytes: [UInt8], _ position: Int) -> (Kind, Int) {
        let byte = bytes[position]
        if byte < 0x80 {
            switch byte {
            case 0x61...0x7A: return (.lower, 1)
            case 0x41...0x5A: return (.upper, 1)
            case 0x30...0x39: return (.digit, 1)
            default: return (.other, 1)
            }
        }
        let (scalar, width) = decode(bytes, position)
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return (.upper, width)
        case .lowercaseLetter, .modifierLetter, .otherLetter: return (.lower, width)
        case .decimalNumber, .letterNumber, .otherNumber: return (.digit, width)
        default: return (.other, width)
        }
    }

    /// After a currency or per cent sign that stands one blank behind a number; `nil` where none does.
    static func unit(_ bytes: [UInt8], after start: Int, before end: Int) -> Int? {
        guard start < end else { return nil }
        let (blank, blankWidth) = decode(bytes, start)
        guard [0x20, 0xA0, 0x202F].contains(blank.value), start + blankWidth < end else { return nil }
        let (sign, width) = decode(bytes, start + blankWidth)
        guard sign == "%" || sign.properties.generalCategory == .currencySymbol else { return nil }
        return start + blankWidth + width
    }

    /// The code point that starts at a byte of valid UTF-8.
    static func decode(_ bytes: [UInt8], _ position: Int) -> (Unicode.Scalar, Int) {
        let lead = UInt32(bytes[position])
        let width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard width > 1, position + width <= bytes.count else {
            return (Unicode.Scalar(bytes[position]), 1)
        }
        var value = lead & (0xFF >> UInt32(width + 1))
        for offset in 1..<width { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }
}
