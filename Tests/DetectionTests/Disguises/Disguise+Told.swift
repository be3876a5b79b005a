import Foundation

extension Disguise {
    /// Parts told alone, and addresses as five languages shorten and reorder them.
    static var told: [Disguise] { homes + abroad + parts }

    private static var homes: [Disguise] {
        tricks(
            "address",
            [
                ("number behind", { "at «\($0.street) Ave. \($0.house)», ring twice" }),
                (
                    "number behind in words",
                    { "at «\($0.street) Avenue number \(NumberNames.english($0.house))» ok" }
                ),
                ("no kind, number behind", { "at «\($0.street) \($0.house)» ok" }),
                ("house sign", { "at «no. \($0.house), \($0.street) Av» ok" }),
                (
                    "slip in the street",
                    { "at «\($0.house) \($0.street.prefix(3))\($0.street.dropFirst(4)) Avenue» ok" }
                ),
                ("slip and no number", { "on «\($0.street.prefix(4))\($0.street.dropFirst(3)) Avenue» ok" }),
                (
                    "street letter by letter",
                    { "on «\($0.street.map(String.init).joined(separator: " "))» Avenue ok" }
                ),
                (
                    "town letter by letter",
                    { "in «\($0.town.map(String.init).joined(separator: " "))» as ever" }
                ),
                ("run together", { "label: «\($0.house)\($0.street.uppercased())AVENUE» ok" }),
                ("street run together", { "label: «\($0.street.uppercased())AVENUE» ok" }),
                (
                    "cut street",
                    { "at «\($0.house) \($0.street.prefix(4))-\n\($0.street.dropFirst(4)) Avenue» ok" }
                ),
                ("json parts", { "{\"street\":\"«\($0.street) Ave»\",\"no\":\"\($0.house)\"}" }),
                ("file name", { "photo_«\($0.house)-\($0.street.lowercased())-avenue»_door.jpg" }),
                ("postcode spaced", { "zip «\("\($0.zip)".map(String.init).joined(separator: " "))» ok" }),
                ("postcode in words", { "zip «\(spelled("\($0.zip)".compactMap(\.wholeNumberValue)))» ok" }),
                ("state and zip", { "the «IL \($0.zip)» one" }),
            ])
    }

    private static var abroad: [Disguise] {
        tricks(
            "address",
            [
                ("french short", { "au «\($0.house) r. du \($0.street)», merci" }),
                ("french shorter", { "au «\($0.house), r. d. \($0.street)», merci" }),
                ("french number behind", { "rue du «\($0.street), au numéro \($0.house)» merci" }),
                ("french in words", { "au «\(NumberNames.french($0.house)) rue du \($0.street)» merci" }),
                ("german short", { "in der «\($0.street)str. \($0.house)», danke" }),
                ("german apart", { "in «\($0.street) Straße \($0.house)», danke" }),
                ("german in words", { "«\($0.street)straße \(NumberNames.german($0.house))», danke" }),
                ("german number ahead", { "«\($0.house) \($0.street)strasse» bitte" }),
                ("spanish sign", { "en «C/ del \($0.street) \($0.house)» gracias" }),
                ("spanish short", { "en «C. \($0.street), n.º \($0.house)» gracias" }),
                (
                    "spanish in words",
                    { "calle del «\($0.street) número \(NumberNames.spanish($0.house))» gracias" }
                ),
                ("portuguese short", { "na «R. do \($0.street), \($0.house)» obrigado" }),
                ("portuguese shorter", { "na «R. \($0.street) nº \($0.house)» obrigado" }),
                (
                    "portuguese in words",
                    { "na «rua do \($0.street), número \(NumberNames.portuguese($0.house))» sim" }
                ),
                ("house name", { "the house is «Tigh na \($0.street)» up there" }),
                ("house name lower", { "ask for «tigh-na-\($0.street.lowercased())» ok" }),
            ])
    }

    private static var parts: [Disguise] {
        tricks(
            "email",
            [
                (
                    "no ending",
                    {
                        "write to «\(InventedPerson.plain($0.given)).\(InventedPerson.plain($0.family)) at example» as ever"
                    }
                ),
                (
                    "spanish signs",
                    {
                        "«\(InventedPerson.plain($0.given)) punto \(InventedPerson.plain($0.family)) arroba example punto com» sí"
                    }
                ),
                (
                    "french signs",
                    {
                        "«\(InventedPerson.plain($0.given)) point \(InventedPerson.plain($0.family)) arobase example point com» oui"
                    }
                ),
                ("letter by letter", { "«\($0.email.map(String.init).joined(separator: " "))» ok" }),
                (
                    "cut at a line",
                    {
                        "to: «\(InventedPerson.plain($0.given)).\n\(InventedPerson.plain($0.family))@example.com» ok"
                    }
                ),
                ("entities", { "«\(each($0.email) { "&#x\(String($0.value, radix: 16));" })» ok" }),
                (
                    "percent all",
                    { "mailto:«\($0.email.utf8.map { "%" + String($0, radix: 16) }.joined())» ok" }
                ),
            ])
            + tricks(
                "name",
                [
                    ("blank inside", { "Mr «\($0.family.prefix(4)) \($0.family.dropFirst(4))» ok" }),
                    (
                        "dots",
                        {
                            "sign as «\($0.given.map(String.init).joined(separator: ".")) \($0.family.map(String.init).joined(separator: "."))» ok"
                        }
                    ),
                    ("vcard", { "N:«\($0.family);\($0.given)»\nEND" }),
                    (
                        "double letters",
                        {
                            "it is «\($0.family.prefix(4))\($0.family.prefix(4).suffix(1))\($0.family.dropFirst(4))» ok"
                        }
                    ),
                    ("underlined letters", { "«\($0.family.map(String.init).joined(separator: "_"))» ok" }),
                ])
            + tricks(
                "order",
                [
                    ("middle dot", { "ref «LK·\($0.text($0.order))» ok" }),
                    (
                        "zero for o",
                        { "ref «LK-\($0.text($0.order).replacingOccurrences(of: "0", with: "O"))» ok" }
                    ),
                    ("comma groups", { "ref «LK \($0.groups($0.order, [1, 3, 3], ","))» ok" }),
                    ("glued", { "see inv«LK\($0.text($0.order))».pdf" }),
                ])
    }
}
