import Foundation

extension Disguise {
    /// Values turned round, with lost letters, glued to other words, and moved in the alphabet.
    static var turned: [Disguise] { mirrored + lost + glued + moved }

    private static func back(_ text: String) -> String { String(text.reversed()) }

    private static var mirrored: [Disguise] {
        tricks(
            "name",
            [
                ("family turned", { "read it backwards: «\(back(InventedPerson.plain($0.family)))» ok" }),
                ("whole turned", { "in a mirror I am «\(back("\($0.given) \($0.family)"))» ok" }),
                (
                    "turned and cut",
                    { "al revés: «\(back(InventedPerson.plain($0.family)).dropLast())» dice" }
                ),
                ("turned in capitals", { "rückwärts «\(back($0.family).uppercased())» steht da" }),
            ])
            + tricks(
                "email",
                [
                    ("turned", { "«\(back($0.email))» if you read it from the end" }),
                    (
                        "local part turned",
                        { "à l'envers: «\(back("\($0.email.split(separator: "@")[0])"))» merci" }
                    ),
                ])
            + tricks(
                "phone",
                [
                    ("turned", { "backwards it is «\(back($0.text($0.phone)))» ok" }),
                    (
                        "turned in groups",
                        { "ao contrário: «\($0.groups($0.phone.reversed(), [4, 3, 3], " "))» ok" }
                    ),
                    ("turned with country", { "mirror it: «\(back("1" + $0.text($0.phone)))» ok" }),
                ])
            + tricks(
                "order",
                [
                    ("turned", { "upside down it says «\(back("LK-\($0.text($0.order))"))» ok" }),
                    ("turned digits", { "it was «\(back($0.text($0.order)))» from the end" }),
                ])
            + tricks("card", [("turned", { "read from the back: «\(back($0.text($0.card, "")))» ok" })])
            + tricks(
                "birth",
                [
                    (
                        "turned",
                        { "the code is «\(back("\($0.two($0.day))\($0.two($0.month))\($0.year)"))» ok" }
                    ),
                    (
                        "parts turned",
                        {
                            "it is «\(back("\($0.year)"))-\(back($0.two($0.month)))-\(back($0.two($0.day)))» ok"
                        }
                    ),
                ])
            + tricks(
                "address",
                [("turned", { "lives at «\(back("\($0.house) \($0.street) Avenue"))» in the mirror" })])
    }

    /// Letters that a program or a person put a sign for.
    private static var lost: [Disguise] {
        func without(_ text: String, _ place: Int, _ sign: String) -> String {
            let letters = Array(text).map(String.init)
            return (letters[..<place] + [sign] + letters[(place + 1)...]).joined()
        }
        return tricks(
            "name",
            [
                ("question mark", { "label says «\(without($0.family, 3, "?"))» ok" }),
                ("box", { "label says «\(without($0.family, 2, "\u{25A1}"))» ok" }),
                ("replacement", { "label says «\(without($0.family, 4, "\u{FFFD}"))» ok" }),
                ("two replacements", { "label says «\(without($0.family, 3, "??"))» ok" }),
                ("star", { "I am «\(without($0.family, 1, "*"))» ok" }),
                ("two stars", { "I am «\(without(without($0.family, 2, "*"), 4, "*"))» ok" }),
                ("mojibake", { "label says «\(garbled($0.given)) \(garbled($0.family))» ok" }),
                ("cut in two", { "name is «\($0.family.prefix(4))-\n\($0.family.dropFirst(4))» ok" }),
            ])
            + tricks(
                "address", [("question mark", { "at «\($0.house) \(without($0.street, 3, "?")) Avenue» ok" })]
            )
    }

    /// UTF-8 read as Latin-1.
    private static func garbled(_ text: String) -> String {
        String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    }

    private static var glued: [Disguise] {
        tricks(
            "name",
            [
                ("hash tag", { "#thanks«\(InventedPerson.plain($0.given).capitalized)\($0.family)» ok" }),
                ("hash tag behind", { "#«\($0.given)\($0.family)»ForEver" }),
                ("family in a tag", { "go #team«\($0.family)» go" }),
                ("lower tag", { "go #we_love_«\(InventedPerson.plain($0.family))»forever" }),
                (
                    "handle with a year",
                    {
                        "@«\(InventedPerson.plain($0.given))\(InventedPerson.plain($0.family))»\($0.year) is me"
                    }
                ),
                (
                    "handle with more",
                    {
                        "@real«\(InventedPerson.plain($0.given))\(InventedPerson.plain($0.family))»official is me"
                    }
                ),
                ("camel", { "file customer«\($0.family)»Scan.pdf is there" }),
                (
                    "domain",
                    { "www.«\(InventedPerson.plain($0.given))\(InventedPerson.plain($0.family))».example" }
                ),
                (
                    "family first",
                    { "login the«\(InventedPerson.plain($0.family))\(InventedPerson.plain($0.given))»x" }
                ),
                (
                    "dotted handle",
                    { "ig: «\(InventedPerson.plain($0.family)).\(InventedPerson.plain($0.given))»_x" }
                ),
            ])
    }

    private static func explained(_ text: String) -> String {
        text.map { "\($0) as in \($0)nything" }.joined(separator: ", ")
    }

    private static func leet(_ text: String) -> String {
        each(text) { ["o": "0", "e": "3", "i": "1"][$0] ?? String($0) }
    }

    /// Thirteen places on.
    private static func rotated(_ text: String) -> String {
        each(text) { scalar in
            guard scalar.properties.isAlphabetic, scalar.value < 0x80 else { return String(scalar) }
            let base: UInt32 = scalar.value < 0x61 ? 0x41 : 0x61
            return String(UnicodeScalar(UInt8((scalar.value - base + 13) % 26 + base)))
        }
    }

    private static var moved: [Disguise] {
        tricks("email", [("rot13", { "solve this: «\(rotated($0.email))» ok" })])
            + tricks(
                "name",
                [
                    (
                        "as in",
                        {
                            "it is «\(explained(InventedPerson.plain($0.family)))» ok"
                        }
                    ),
                    ("rot13", { "solve «\(rotated(InventedPerson.plain($0.given + " " + $0.family)))» ok" }),
                ])
            + tricks(
                "address",
                [
                    (
                        "leet",
                        {
                            "wifi «\($0.house) \(leet($0.street)) 4v3nu3» ok"
                        }
                    ),
                    (
                        "percent and order",
                        { "?q=«\($0.street)%20Avenue%20\($0.house)»%2C%20Town" }
                    ),
                    ("plus", { "?street=«\($0.house)+\($0.street)+Avenue»&x=1" }),
                ])
    }
}
