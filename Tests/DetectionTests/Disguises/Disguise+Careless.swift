import Foundation

extension Disguise {
    /// What keyboards, dictation, print and programs make of values, and how people half tell them.
    static var careless: [Disguise] { carelessNames + carelessNumbers + carelessDays + carelessHomes }

    private static var carelessNames: [Disguise] {
        tricks(
            "name",
            [
                ("keys that stick", { "ask «\(stuck($0.family))» at the desk" }),
                (
                    "tags within",
                    {
                        "ask Mr «\($0.family.prefix(2))<b>\($0.family.dropFirst(2).prefix(2))</b>\($0.family.dropFirst(4))» ok"
                    }
                ),
                ("table cells", { "<tr><td>«\($0.family)»</td><td>«\($0.given)»</td></tr>" }),
                ("emoji glued", { "thanks \u{1F64F}«\($0.given)»\u{1F600} bye" }),
                ("given name corrected", { "for «Wilma \($0.family)», or so my phone wrote" }),
                ("three initials", { "signed «A. B. \($0.given.prefix(1)). \($0.family)» ok" }),
                ("letters called by name", { "it is spelled «\(called($0.family))», that is all" }),
                ("v for b, k for c", { "ask Mr «\(heard($0.family))» at noon" }),
            ])
            + tricks(
                "email",
                [
                    ("a in brackets", { "mail «\($0.email.replacingOccurrences(of: "@", with: "(a)"))» ok" }),
                    (
                        "quoted printable",
                        {
                            "To: «\($0.email.replacingOccurrences(of: "@", with: "=40").replacingOccurrences(of: ".", with: "=2E"))» raw"
                        }
                    ),
                    (
                        "slip in the local part",
                        {
                            "mail «\(InventedPerson.plain($0.given)).\(InventedPerson.plain($0.family))x@example.com» ok"
                        }
                    ),
                    (
                        "cut at the sign",
                        {
                            "mail «\(InventedPerson.plain($0.given)).\(InventedPerson.plain($0.family))@» and then it broke"
                        }
                    ),
                    ("family name and domain", { "mail «\(InventedPerson.plain($0.family))@example» or so" }),
                    (
                        "full stop in words",
                        {
                            "mail «\(InventedPerson.plain($0.given)) full stop \(InventedPerson.plain($0.family)) at sign example full stop com» ok"
                        }
                    ),
                ])
    }

    private static func stuck(_ name: String) -> String {
        name.enumerated().map {
            $0.offset == 2 || $0.offset == 4 ? "\($0.element)\($0.element)" : "\($0.element)"
        }.joined()
    }

    private static func heard(_ name: String) -> String {
        let plain = InventedPerson.plain(name)
        guard let place = plain.firstIndex(where: { "bvckqzs".contains($0) }) else { return name }
        let swaps: [Character: String] = [
            "b": "v", "v": "b", "c": "k", "k": "c", "q": "k", "z": "s", "s": "z",
        ]
        let text = plain[..<place] + (swaps[plain[place]] ?? "") + plain[plain.index(after: place)...]
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static let letterNames: [Character: String] = [
        "a": "ay", "b": "bee", "c": "cee", "d": "dee", "e": "ee", "f": "eff", "g": "gee", "h": "aitch",
        "i": "eye", "j": "jay",
        "k": "kay", "l": "el", "m": "em", "n": "en", "o": "o", "p": "pee", "q": "cue", "r": "ar", "s": "ess",
        "t": "tee",
        "u": "u", "v": "vee", "w": "double u", "x": "ex", "y": "wye", "z": "zed",
    ]

    private static func called(_ name: String) -> String {
        InventedPerson.plain(name).map { letterNames[$0] ?? String($0) }.joined(separator: ", ")
    }

    private static var carelessNumbers: [Disguise] {
        tricks(
            "orders",
            [
                ("letters like digits", { "label «LK-\(alike($0.order))» I think" }),
                ("two digits swapped", { "label «LK-\(swapped($0.order))» I think" }),
                (
                    "a digit lost",
                    {
                        "label «LK-\($0.text($0.order.dropFirst(2).reduce(into: Array($0.order.prefix(1))) { $0.append($1) }))» ok"
                    }
                ),
                (
                    "a digit unreadable",
                    { "label «LK-\($0.text(Array($0.order.prefix(3))))?\($0.tail($0.order, 3))» smudged" }
                ),
                (
                    "the middle left out",
                    {
                        "label «LK-\($0.text(Array($0.order.prefix(4))))...\($0.tail($0.order, 2))» under the tape"
                    }
                ),
            ])
            + tricks(
                "phone",
                [
                    (
                        "words and digits glued",
                        { "call «two0two five55 \($0.text(Array($0.phone.suffix(4))))» ok" }
                    ),
                    ("stars between", { "call «\($0.groups($0.phone, [3, 3, 4], "\u{2605}"))» ok" }),
                    ("table cells", { "<td>«\($0.groups($0.phone, [3, 3, 4], "</td><td>"))»</td>" }),
                ])
            + tricks(
                "card",
                [
                    (
                        "masked in the middle",
                        { "card «\($0.text(Array($0.card.prefix(4))))-xxxx-xxxx-\($0.tail($0.card, 4))» ok" }
                    )
                ])
    }

    private static func alike(_ digits: [Int]) -> String {
        digits.map { $0 == 0 ? "O" : $0 == 1 ? "I" : $0 == 5 ? "S" : $0 == 8 ? "B" : String($0) }.joined()
    }

    private static func swapped(_ digits: [Int]) -> String {
        var digits = digits
        guard let place = digits.indices.dropLast().first(where: { digits[$0] != digits[$0 + 1] }) else {
            return ""
        }
        digits.swapAt(place, place + 1)
        return digits.map(String.init).joined()
    }

    private static var carelessDays: [Disguise] {
        tricks(
            "birth",
            [
                (
                    "as tickets print it",
                    { "dob «\($0.two($0.day))\($0.monthName.prefix(3).uppercased())\($0.year)» ok" }
                ),
                (
                    "as tickets print it, short",
                    {
                        "field says «\($0.two($0.day))\($0.monthName.prefix(3).uppercased())\($0.two($0.year % 100))» ok"
                    }
                ),
                ("east asian signs", { "«\($0.year)\u{5E74}\($0.month)\u{6708}\($0.day)»\u{65E5} it says" }),
                (
                    "full width",
                    { "«\(wide("\($0.year)\u{5E74}\($0.month)\u{6708}\($0.day)"))»\u{65E5} it says" }
                ),
                ("year a line later", { "DOB «\($0.day) \($0.monthName)»\n(sent too early) «\($0.year)»" }),
            ])
    }

    private static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x30...0x39).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }))
    }

    private static var carelessHomes: [Disguise] {
        tricks(
            "address",
            [
                ("number glued to the street", { "at «\($0.house)\($0.street)» Avenue ok" }),
                ("postcode and number", { "zip «\($0.zip)» number «\($0.house)» ok" }),
                ("beta for sharp s", { "in der «\($0.street)straβe \($0.house)» danke" }),
            ])
    }
}
