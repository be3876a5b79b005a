import Foundation

extension Disguise {
    /// Tricks of other languages, of people who shorten, and of machines that quote.
    static var further: [Disguise] { sounds + shortened + machines + escapes }

    private static let languages = [
        ("german", ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]),
        ("french", ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]),
        ("spanish", ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]),
        ("portuguese", ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"]),
    ]

    private static func germanPair(_ number: Int) -> String {
        let units = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
        let tens = [
            "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
        ]
        guard number >= 21, number % 10 != 0 else {
            return "\(languages[0].1[number / 10]) \(languages[0].1[number % 10])"
        }
        return units[number % 10] + "und" + tens[number / 10]
    }

    private static func frenchPair(_ number: Int) -> String {
        let tens = [
            "", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
            "quatre-vingt",
        ]
        let upper = [
            "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
            "dix-neuf",
        ]
        let units = languages[1].1
        switch number {
        case 70...79, 90...99: return "\(tens[number / 10])-\(upper[number % 10])"
        case 21...69 where number % 10 > 1, 81...89: return "\(tens[number / 10])-\(units[number % 10])"
        default: return "\(units[number / 10]) \(units[number % 10])"
        }
    }

    private static func pairs(_ digits: [Int], _ say: (Int) -> String) -> String {
        stride(from: 0, to: digits.count - 1, by: 2).map { say(digits[$0] * 10 + digits[$0 + 1]) }.joined(
            separator: ", ")
    }

    private static var sounds: [Disguise] {
        tricks(
            "phone",
            languages.map { name, words in
                (name, { person in "it is «\(person.phone.map { words[$0] }.joined(separator: " "))» ok" })
            } + [
                ("german pairs", { "es ist «\(pairs($0.phone, germanPair))» ok" }),
                ("french pairs", { "c'est le «\(pairs($0.phone, frenchPair))» ok" }),
                (
                    "dashed words",
                    { "it is «\(spelled($0.phone).replacingOccurrences(of: " ", with: "-"))» ok" }
                ),
            ])
    }

    private static var shortened: [Disguise] {
        tricks(
            "name",
            [
                ("initials", { "signed «\($0.given.prefix(1)).\($0.family.prefix(1)).» at noon" }),
                ("family and initial", { "signed «\($0.family), \($0.given.prefix(1)).» at noon" }),
                ("given and initial", { "signed «\($0.given) \($0.family.prefix(1)).» at noon" }),
                ("letter doubled", { "ask Mr «\($0.family.prefix(3))\($0.family.dropFirst(2))» now" }),
                (
                    "letters swapped",
                    {
                        let letters = Array($0.family)
                        return
                            "ask Mr «\(letters[0])\(letters[1])\(letters[3])\(letters[2])\(String(letters[4...]))» now"
                    }
                ),
                ("reversed capitals", { "«\($0.family.uppercased()) \($0.given)» is on the list" }),
                (
                    "run together",
                    { "account «\(InventedPerson.plain($0.given))\(InventedPerson.plain($0.family))» ok" }
                ),
            ])
            + tricks(
                "address",
                [
                    ("no kind of street", { "at «\($0.house) \($0.street)» ok" }),
                    ("number ahead", { "at «No. \($0.house) \($0.street) Avenue» ok" }),
                    ("number in words", { "at «\(spelledHouse($0.house)) \($0.street) Avenue» ok" }),
                ])
            + tricks(
                "birth",
                [
                    ("spanish", { "el «\($0.day) de \(spanishMonths[$0.month - 1]) de \($0.year)» ok" }),
                    ("german", { "am «\($0.day). \(germanMonths[$0.month - 1]) \($0.year)» ok" }),
                    ("american", { "on «\($0.two($0.month))/\($0.two($0.day))/\($0.year)» ok" }),
                ])
    }

    private static let spanishMonths = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
    ]
    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November",
        "Dezember",
    ]

    private static func spelledHouse(_ number: Int) -> String {
        let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        guard number >= 20 else { return "one \(words[number % 10])" }
        return number % 10 == 0 ? tens[number / 10] : "\(tens[number / 10])-\(words[number % 10])"
    }

    /// A text as JSON may write it: signs, and letters beyond ASCII, by the number of their UTF-16 units.
    private static func escaped(_ text: String, _ backslash: String, all: Bool = false) -> String {
        text.utf16.map { unit in
            let isPlain = unit < 0x80 && (Character(Unicode.Scalar(UInt8(unit))).isLetter || unit == 0x20)
            guard all || !isPlain else { return String(decoding: [unit], as: UTF16.self) }
            let digits = String(unit, radix: 16)
            return "\(backslash)u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
        }.joined()
    }

    /// Text that was put into JSON, once or twice.
    private static var escapes: [Disguise] {
        tricks(
            "email",
            [
                ("json escapes", { "{\"mail\":\"«\(escaped($0.email, "\\"))»\"}" }),
                ("json in json", { "{\\\"mail\\\":\\\"«\(escaped($0.email, "\\\\"))»\\\"}" }),
                (
                    "markdown signs",
                    {
                        "«\($0.email.replacingOccurrences(of: ".", with: "\\.").replacingOccurrences(of: "@", with: "\\@"))» ok"
                    }
                ),
            ])
            + tricks(
                "name",
                [
                    (
                        "json escapes",
                        { "{\"name\":\"«\(escaped($0.given + " " + $0.family, "\\", all: true))»\"}" }
                    ),
                    (
                        "behind a json line end",
                        { "{\"text\":\"Regards,\\n«\($0.given) \($0.family)»\\nsent\"}" }
                    ),
                ])
            + tricks(
                "phone",
                [
                    ("json escapes", { "{\"p\":\"«\(escaped($0.text($0.phone), "\\"))»\"}" }),
                    ("json line end", { "{\"p\":\"call\\n«\($0.text($0.phone))»\\n\"}" }),
                ])
    }

    private static var machines: [Disguise] {
        tricks(
            "phone",
            [
                ("telephone link", { "tel:«+1-\($0.groups($0.phone, [3, 3, 4], "-"))» there" }),
                ("json value", { "{\"p\":\"«\($0.text($0.phone))»\"}" }),
                ("underscores", { "call_«\($0.groups($0.phone, [3, 3, 4], "_"))»_now" }),
            ])
            + tricks(
                "card",
                [
                    ("masked", { "paid with **** **** **** «\($0.text(Array($0.card.suffix(4))))» ok" }),
                    ("dots between", { "it is «\($0.text($0.card, "."))» ok" }),
                ])
            + tricks(
                "email",
                [
                    ("mail link", { "mailto:«\($0.email)»?subject=x" }),
                    (
                        "signs in words",
                        {
                            "«\($0.email.replacingOccurrences(of: ".", with: " punkt ").replacingOccurrences(of: "@", with: " at "))» ok"
                        }
                    ),
                ])
            + tricks(
                "order",
                [
                    ("quoted", { "> \"«LK-\($0.text($0.order))»\" they said" }),
                    ("json key", { "{\"«lk_\($0.text($0.order))»\": true}" }),
                ])
    }
}
