import Conversations

/// The tables that candidates are held against.
struct DetectorTables: Sendable {
    /// Issuers of cards by their first digit.
    var issuers: [[CardIssuers.Range]] = Array(repeating: [], count: 10)
    /// What three leading digits tell of a card: bits of the lengths that it has, and the lowest bit where more digits
    /// have to be looked at.
    var issuedHeads = [UInt32](repeating: 0, count: 1000)
    /// IBAN lengths by country, lower case: the place is 26 times the first letter and the second; 0 for none.
    var ibanLengths = [UInt8](repeating: 0, count: 26 * 26)
    /// National number lengths by country calling code of one to three digits, each with a 1 before it; low, high.
    var callingCodes = [UInt16](repeating: 0, count: 2000)
    /// Names that stand for each other.
    var nicknames: [[String]] = []
    /// Month (1 to 12) by name.
    var months: [UInt32: Int] = [:]
    /// Several words that are one number: `quatre-vingt-dix-huit`.
    struct NumberPhrase: Sendable {
        let words: [UInt32]
        let digits: [UInt8]
    }

    /// A feast that is the same day every year.
    struct Holiday: Sendable {
        let words: [UInt32]
        let month, day: Int
    }

    /// Feasts by the first word of their name, the longest first.
    var holidays: [UInt32: [Holiday]] = [:]
    /// Letters by what they are called: `aitch`, `erre`.
    var letterNames: [UInt32: UInt8] = [:]
    /// Phrases for a letter (`i griega`), or for a sign that spelling leaves out (`full stop`), by their first word.
    var letterPhrases: [UInt32: [NumberPhrase]] = [:]
    /// Numbers of several words by their first, the longest first.
    var numberPhrases: [UInt32: [NumberPhrase]] = [:]
    /// What a number word adds: its digits.
    var numberWords: [UInt32: [UInt8]] = [:]
    /// Tens that take a following unit: `fifty five` is 55.
    var tens: [UInt32: UInt8] = [:]
    /// Places in a row by their word: `ninth` is 9.
    var ordinals: [UInt32: Int] = [:]
    /// What a number ahead is multiplied by: `hundred`, `mille`.
    var scales: [UInt32: Int] = [:]
    /// Words between a letter and a word that begins with it: `T as in Tango`; the longest first.
    var letterCues: [[UInt32]] = []
    /// The folded names of each month, January first.
    var monthTexts: [[[UInt8]]] = []
    /// How often the next digit counts: `double`, `triple`.
    var repeats: [UInt32: Int] = [:]
    /// Letters by their spelling word.
    var spellingWords: [UInt32: UInt8] = [:]
    /// Words that stand between a cue and its value: `the password that I use is …`.
    var clauseWords: Set<UInt32> = []
    /// Words that say how it is with a secret and are none: `mein Passwort ist abgelaufen`.
    var statusWords: Set<UInt32> = []
    /// Words of addresses that are written in two ways, the second form by the first.
    var abbreviations: [UInt32: UInt32] = [:]

    /// How values of a class and those below it are looked for.
    var links: [(fieldClass: FieldClass, kind: LinkKind)] = []

    /// How a known value is looked for in text.
    enum LinkKind: String, CaseIterable, Sendable {
        /// Parts, order, initials, nicknames, one slip.
        case person
        /// The local part, spelled signs, encodings.
        case email
        /// Digits and their tail.
        case phone
        /// Any way to write the day.
        case date
        /// Parts, abbreviations.
        case address
        /// Letters and digits in order, however separated or spelled.
        case reference
    }

    /// How values of a class are looked for; `nil` when no file says, so that the value decides.
    func linkKind(of fieldClass: FieldClass) -> LinkKind? {
        links.first { fieldClass.isWithin($0.fieldClass) }?.kind
    }

    /// How a value is looked for.
    func linkKind(of fieldClass: FieldClass, value: String) -> LinkKind {
        linkKind(of: fieldClass) ?? (value.utf8.contains(UInt8(ascii: "@")) ? .email : .reference)
    }

    /// The length of IBANs of a country, 0 when none begin with these two letters.
    func ibanLength(_ first: UInt8, _ second: UInt8) -> Int {
        guard first.isLower, second.isLower else { return 0 }
        return Int(ibanLengths[Int(first - 0x61) * 26 + Int(second - 0x61)])
    }

    /// Whether digits are a country calling code and as many more as that country has.
    func isCountryNumber(_ number: RunningNumber) -> Bool {
        var code = 1
        for size in 1...3 {
            guard number.count > size else { return false }
            code = code * 10 + number.digit(size - 1)
            let bounds = callingCodes[code]
            let rest = number.count - size
            if bounds != 0, rest >= Int(bounds >> 8), rest <= Int(bounds & 0xFF) { return true }
        }
        return false
    }

    /// How many of a number's first digits are a country calling code, 0 when none or the rest has another length.
    func callingCode(_ digits: ArraySlice<UInt8>) -> Int {
        var code = 1
        for size in 1...3 where digits.count > size {
            code = code * 10 + Int(digits[digits.startIndex + size - 1] - 0x30)
            let (bounds, rest) = (callingCodes[code], digits.count - size)
            if bounds != 0, rest >= Int(bounds >> 8), rest <= Int(bounds & 0xFF) { return size }
        }
        return 0
    }

    static let powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
}
