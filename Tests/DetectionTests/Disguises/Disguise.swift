import Foundation

/// A way to write a known value so that a plain search misses it; « and » hold what must be covered.
struct Disguise {
    let family: String
    let name: String
    let write: (InventedPerson) -> String

    init(_ family: String, _ name: String, _ write: @escaping (InventedPerson) -> String) {
        self.family = family
        self.name = name
        self.write = write
    }

    /// All tricks of all families.
    static var all: [Disguise] {
        phones + emails + names + cards + days + addresses + orders + further + turned + spoken + told
            + careless
    }

    static func tricks(_ family: String, _ list: [(String, (InventedPerson) -> String)]) -> [Disguise] {
        list.map { Disguise(family, $0.0, $0.1) }
    }

    static let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    private static let alphabet = [
        "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo",
        "lima", "mike",
        "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey",
        "xray", "yankee",
        "zulu",
    ]

    static func each(_ text: String, _ change: (Unicode.Scalar) -> String) -> String {
        text.unicodeScalars.map(change).joined()
    }

    /// Letters and digits moved to another block of Unicode.
    private static func moved(_ text: String, upper: UInt32, lower: UInt32, digit: UInt32?) -> String {
        each(text) { scalar in
            let value: UInt32? =
                switch scalar {
                case "A"..."Z": upper + scalar.value - 0x41
                case "a"..."z": lower + scalar.value - 0x61
                case "0"..."9": digit.map { $0 + scalar.value - 0x30 }
                default: nil
                }
            return value.flatMap(Unicode.Scalar.init).map(String.init) ?? String(scalar)
        }
    }

    private static func wide(_ text: String) -> String {
        moved(text, upper: 0xFF21, lower: 0xFF41, digit: 0xFF10)
    }

    static func spelled(_ digits: [Int]) -> String { digits.map { words[$0] }.joined(separator: " ") }

    private static func homoglyphs(_ text: String) -> String {
        each(text) {
            ["a": "\u{430}", "e": "\u{435}", "o": "\u{43E}", "c": "\u{441}", "p": "\u{440}", "i": "\u{456}"][
                $0]
                ?? String($0)
        }
    }

    private static var phones: [Disguise] {
        tricks(
            "phone",
            [
                ("dots", { "call «\($0.groups($0.phone, [3, 3, 4], "."))» now" }),
                ("bare", { "call «\($0.text($0.phone))» now" }),
                ("country", { "call «+1 \($0.groups($0.phone, [3, 3, 4], " "))» now" }),
                (
                    "brackets",
                    {
                        "call «(\($0.groups($0.phone, [3], ""))) \($0.groups(Array($0.phone.dropFirst(3)), [3, 4], "-"))»"
                    }
                ),
                ("odd groups", { "it is «\($0.groups($0.phone, [2, 4, 1, 3], " "))» ok" }),
                ("each spaced", { "it is «\($0.text($0.phone, " "))» ok" }),
                ("each dashed", { "it is «\($0.text($0.phone, "-"))» ok" }),
                ("words", { "it is «\(spelled($0.phone))» ok" }),
                (
                    "oh for nought",
                    { "it is «\(spelled($0.phone).replacingOccurrences(of: "zero", with: "oh"))» ok" }
                ),
                (
                    "double",
                    {
                        "it is «two zero two triple five zero one \(words[$0.phone[8]]) \(words[$0.phone[9]])» ok"
                    }
                ),
                (
                    "words and digits",
                    { "it is «202 five five five \($0.text(Array($0.phone.suffix(4))))» ok" }
                ),
                ("full width", { "it is «\(wide($0.text($0.phone)))» ok" }),
                (
                    "arabic-indic",
                    { "it is «\(moved($0.text($0.phone), upper: 0x41, lower: 0x61, digit: 0x660))» ok" }
                ),
                (
                    "devanagari",
                    { "it is «\(moved($0.text($0.phone), upper: 0x41, lower: 0x61, digit: 0x966))» ok" }
                ),
                ("zero width", { "it is «\($0.text($0.phone, "\u{200B}"))» ok" }),
                ("newline", { "it is «\($0.groups($0.phone, [6, 4], "\n"))» ok" }),
                ("keycaps", { "it is «\(each($0.text($0.phone)) { "\($0)\u{FE0F}\u{20E3}" })» ok" }),
                (
                    "o and l",
                    {
                        let text = $0.text($0.phone).replacingOccurrences(of: "0", with: "O")
                            .replacingOccurrences(of: "1", with: "l")
                        return "it is «\(text)» ok"
                    }
                ),
                ("entities", { "it is «\(each($0.text($0.phone)) { "&#\($0.value);" })» ok" }),
                (
                    "markdown",
                    {
                        "it is «**\($0.groups($0.phone, [3, 3], "**-**"))**-\($0.text(Array($0.phone.suffix(4))))» ok"
                    }
                ),
                ("last seven", { "just «\($0.groups(Array($0.phone.suffix(7)), [3, 4], "-"))» ok" }),
                ("slashes", { "it is «\($0.groups($0.phone, [3, 3, 4], "/"))» ok" }),
                ("ends in", { "my number ends in «\($0.text(Array($0.phone.suffix(4))))» ok" }),
            ])
    }

    private static var emails: [Disguise] {
        tricks(
            "email",
            [
                ("upper", { "to «\($0.email.uppercased())» ok" }),
                (
                    "at and dot",
                    {
                        "to «\($0.email.replacingOccurrences(of: "@", with: " at ").replacingOccurrences(of: ".", with: " dot "))» ok"
                    }
                ),
                (
                    "brackets",
                    {
                        "to «\($0.email.replacingOccurrences(of: "@", with: " [at] ").replacingOccurrences(of: ".", with: " (dot) "))» ok"
                    }
                ),
                ("spaced", { "to «\($0.email.replacingOccurrences(of: "@", with: " @ "))» ok" }),
                ("cyrillic", { "to «\(homoglyphs($0.email))» ok" }),
                (
                    "percent",
                    { "https://shop.example/?m=«\($0.email.replacingOccurrences(of: "@", with: "%40"))» ok" }
                ),
                (
                    "percent twice",
                    {
                        "https://shop.example/?m=«\($0.email.replacingOccurrences(of: "@", with: "%2540"))» ok"
                    }
                ),
                ("soft hyphen", { "to «\(each($0.email) { "\($0)\u{AD}" })» ok" }),
                ("plus", { "to «\($0.email.replacingOccurrences(of: "@", with: "+shop@"))» ok" }),
                ("local part", { "the address begins «\($0.email.split(separator: "@")[0])» ok" }),
                ("base64", { "blob «\(Data($0.email.utf8).base64EncodedString())» ok" }),
                ("hexadecimal", { "blob «\($0.email.utf8.map { String($0, radix: 16) }.joined())» ok" }),
                (
                    "full width",
                    { "to «\(wide($0.email).replacingOccurrences(of: "@", with: "\u{FF20}"))» ok" }
                ),
                ("entity", { "to «\($0.email.replacingOccurrences(of: "@", with: "&commat;"))» ok" }),
                (
                    "underscores",
                    {
                        "to «\($0.email.replacingOccurrences(of: ".", with: "_").replacingOccurrences(of: "_com", with: ".com"))» ok"
                    }
                ),
            ])
    }

    private static var names: [Disguise] {
        tricks(
            "name",
            [
                ("upper", { "ask «\($0.given.uppercased()) \($0.family.uppercased())» about it" }),
                ("lower", { "ask «\($0.given.lowercased()) \($0.family.lowercased())» about it" }),
                ("reversed", { "ask «\($0.family), \($0.given)» about it" }),
                ("initial", { "ask «\($0.given.prefix(1)). \($0.family)» about it" }),
                ("first only", { "we saw «\($0.given)» today" }),
                ("last only", { "we saw «\($0.family)» today" }),
                ("honorific", { "we saw Dr «\($0.family)» today" }),
                ("possessive", { "it is «\($0.family)»'s parcel" }),
                (
                    "accents removed",
                    { "ask «\(InventedPerson.plain($0.given)) \(InventedPerson.plain($0.family))» now" }
                ),
                ("decomposed", { "ask «\($0.given.decomposedStringWithCanonicalMapping) \($0.family)» now" }),
                ("homoglyphs", { "ask «\(homoglyphs($0.given)) \(homoglyphs($0.family))» now" }),
                ("zero width", { "ask «\(each($0.family) { "\($0)\u{200D}" })» now" }),
                ("direction", { "ask «\u{202E}\($0.family)\u{202C}» now" }),
                ("letter-spaced", { "ask «\($0.family.map(String.init).joined(separator: " "))» now" }),
                ("letter-dashed", { "ask «\($0.family.map(String.init).joined(separator: "-"))» now" }),
                ("letter missing", { "ask Mr «\($0.family.prefix(3))\($0.family.dropFirst(4))» now" }),
                (
                    "leet",
                    {
                        "ask «\(InventedPerson.plain($0.family).replacingOccurrences(of: "o", with: "0").replacingOccurrences(of: "e", with: "3").replacingOccurrences(of: "a", with: "4"))» now"
                    }
                ),
                (
                    "handle",
                    { "ask «@\(InventedPerson.plain($0.given))\(InventedPerson.plain($0.family))» now" }
                ),
                (
                    "short handle",
                    {
                        "ask «@\(InventedPerson.plain($0.given).prefix(1))\(InventedPerson.plain($0.family))» now"
                    }
                ),
                ("underscore", { "ask «\($0.given)_\($0.family)» now" }),
                (
                    "full width",
                    {
                        "ask «\(wide(InventedPerson.plain($0.given))) \(wide(InventedPerson.plain($0.family)))» now"
                    }
                ),
                (
                    "mathematical",
                    {
                        "ask «\(moved(InventedPerson.plain($0.family), upper: 0x1D400, lower: 0x1D41A, digit: nil))» now"
                    }
                ),
                (
                    "circled",
                    {
                        "ask «\(moved(InventedPerson.plain($0.family), upper: 0x24B6, lower: 0x24D0, digit: nil))» now"
                    }
                ),
                (
                    "spelling alphabet",
                    {
                        "spelt «\(InventedPerson.plain($0.family).utf8.map { alphabet[Int($0) - 97] }.joined(separator: " "))» ok"
                    }
                ),
                ("file name", { "see scan_«\($0.given)-\($0.family)»_id.pdf there" }),
                ("quoted reply", { "> On Tuesday «\($0.given) \($0.family)» wrote:" }),
                (
                    "json key",
                    { "{\"«\(InventedPerson.plain($0.given)).\(InventedPerson.plain($0.family))»\": 1}" }
                ),
            ])
    }

    private static var cards: [Disguise] {
        tricks(
            "card",
            [
                ("groups", { "card «\($0.groups($0.card, [4, 4, 4, 4], " "))» ok" }),
                ("odd groups", { "it is «\($0.groups($0.card, [3, 5, 2, 6], "-"))» ok" }),
                ("each spaced", { "it is «\($0.text($0.card, " "))» ok" }),
                ("newline", { "it is «\($0.groups($0.card, [8, 8], "\n"))» ok" }),
                ("words", { "it is «\(spelled($0.card))» ok" }),
                ("full width", { "it is «\(wide($0.text($0.card)))» ok" }),
                ("slashes", { "it is «\($0.groups($0.card, [4, 4, 4, 4], "/"))» ok" }),
                ("commas", { "it is «\($0.groups($0.card, [4, 4, 4, 4], ", "))» ok" }),
                ("full stops", { "it is «\($0.groups($0.card, [4, 4, 4, 4], "."))» ok" }),
                ("ending", { "the card ending in «\($0.text(Array($0.card.suffix(4))))» ok" }),
            ])
    }

    private static var days: [Disguise] {
        tricks(
            "birth",
            [
                ("iso", { "on «\($0.year)-\($0.two($0.month))-\($0.two($0.day))» ok" }),
                ("long", { "on «\($0.monthName) \($0.day), \($0.year)» ok" }),
                ("day first", { "on «\($0.day) \($0.monthName.prefix(3)) \($0.year)» ok" }),
                ("two-digit year", { "on «\($0.day)/\($0.month)/\($0.two($0.year % 100))» ok" }),
                ("no year", { "born «\($0.day) \($0.monthName)» ok" }),
                ("dots", { "on «\($0.two($0.day)).\($0.two($0.month)).\($0.year)» ok" }),
                ("one run", { "on «\($0.year)\($0.two($0.month))\($0.two($0.day))» ok" }),
                ("ordinal", { "on «\($0.day)th of \($0.monthName) \($0.year)» ok" }),
            ])
    }

    private static var addresses: [Disguise] {
        tricks(
            "address",
            [
                ("street only", { "at «\($0.street) Avenue» ok" }),
                ("abbreviated", { "at «\($0.house) \($0.street) Ave» ok" }),
                ("lower", { "at «\($0.house) \($0.street.lowercased()) avenue» ok" }),
                ("newlines", { "«\($0.house) \($0.street) Avenue\n\($0.town)\nIL \($0.zip)» ok" }),
                ("zip plus four", { "zip «\($0.zip)-1234» ok" }),
                ("full width", { "at «\(wide("\($0.house) \($0.street)")) Avenue» ok" }),
                ("no commas", { "at «\($0.house) \($0.street) Avenue \($0.town) IL \($0.zip)» ok" }),
            ])
    }

    private static var orders: [Disguise] {
        tricks(
            "order",
            [
                ("no sign", { "id «LK\($0.text($0.order))» ok" }),
                ("lower", { "id «lk-\($0.text($0.order))» ok" }),
                ("spaced", { "id «L K \($0.text($0.order, " "))» ok" }),
                ("dashed", { "id «LK-\($0.text($0.order, "-"))» ok" }),
                ("words", { "id «L K \(spelled($0.order))» ok" }),
                ("alphabet", { "id «lima kilo \($0.text($0.order))» ok" }),
                ("digits only", { "number «\($0.text($0.order))» ok" }),
                ("in a url", { "https://shop.example/o/«LK-\($0.text($0.order))»?x=1" }),
                ("in a file name", { "see invoice_«LK-\($0.text($0.order))».pdf" }),
            ])
    }
}
