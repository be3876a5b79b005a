import Conversations

/// The tables that candidates are held against.
struct DetectorTables: Sendable {
    /// A range of leading digits with the lengths its cards have.
    struct Issuer: Sendable {
        let low: Int
        let high: Int
        let prefixDigits: Int
        let lengths: UInt32
    }

    /// Issuers by their first digit.
    var issuers: [[Issuer]] = Array(repeating: [], count: 10)
    /// IBAN lengths by country, lower case.
    var ibanLengths: [String: Int] = [:]
    /// National number lengths by country calling code.
    var callingCodes: [String: ClosedRange<Int>] = [:]
    /// Names that stand for each other.
    var nicknames: [[String]] = []
    /// Month (1 to 12) by name.
    var months: [UInt32: Int] = [:]
    /// What a number word adds: its digits.
    var numberWords: [UInt32: [UInt8]] = [:]
    /// Tens that take a following unit: `fifty five` is 55.
    var tens: [UInt32: UInt8] = [:]
    /// How often the next digit counts: `double`, `triple`.
    var repeats: [UInt32: Int] = [:]
    /// Letters by their spelling word.
    var spellingWords: [UInt32: UInt8] = [:]
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

    /// How values of a class are looked for.
    func linkKind(of fieldClass: FieldClass, value: String) -> LinkKind {
        if let link = links.first(where: { fieldClass.isWithin($0.fieldClass) }) { return link.kind }
        return value.utf8.contains(UInt8(ascii: "@")) ? .email : .reference
    }

    /// Whether leading digits and a length fit a card issuer.
    func isIssued(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let first = digits.first else { return false }
        return issuers[Int(first - 0x30)].contains { issuer in
            guard issuer.lengths & (1 << UInt32(digits.count)) != 0 else { return false }
            let lead = digits.prefix(issuer.prefixDigits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return (issuer.low...issuer.high).contains(lead)
        }
    }
}
