import Conversations
import Detection

/// A person who does not exist, with everything that a record would have of them.
struct InventedPerson {
    let given: String
    let family: String
    let phone: [Int]
    let card: [Int]
    let year: Int
    let month: Int
    let day: Int
    let house: Int
    let street: String
    let town: String
    let zip: Int
    let order: [Int]

    private static let givens = [
        "Tamsin", "Alexander", "Ingrid", "Matteo", "Katherine", "Rafael", "Joanna", "Benjamin", "Lucía",
        "Zoë",
        "Michael", "Elizabeth", "Søren", "Margaret", "Christopher", "Daniel", "Rebecca", "Nathaniel",
        "Theresa", "William",
    ]
    private static let families = [
        "Okonjo", "Thackeray", "Solheim", "Ferrante", "Brannigan", "Quintero", "Wisniewski", "Haverford",
        "Ibáñez",
        "Kowalczyk", "Delacroix", "Strathmore", "Lindqvist", "Abernathy", "Vasquez", "Oyelaran", "Nakamura",
        "Pemberton",
        "Castellanos", "Rutherford",
    ]
    private static let streets = [
        "Larkspur", "Thistledown", "Juniper", "Copperfield", "Marigold", "Sycamore", "Bluebell", "Hawthorn",
        "Primrose",
        "Foxglove", "Rosewood", "Ironbridge", "Kingfisher", "Millbrook", "Oakhurst", "Silverdale",
        "Tanglewood",
        "Whitestone", "Yarrow", "Elderberry",
    ]

    /// Twenty people; the digits come from the generator.
    static func twenty(_ generator: inout some RandomNumberGenerator) -> [InventedPerson] {
        givens.indices.map { place in
            InventedPerson(given: givens[place], family: families[place], street: streets[place], &generator)
        }
    }

    private init(given: String, family: String, street: String, _ generator: inout some RandomNumberGenerator)
    {
        func digits(_ count: Int) -> [Int] {
            (0..<count).map { _ in Int.random(in: 0...9, using: &generator) }
        }
        self.given = given
        self.family = family
        self.street = street
        town = "Northwick"
        phone = [2, 0, 2, 5, 5, 5, 0, 1] + digits(2)
        let body = [4, 5, 3, 9] + digits(11)
        let sum = body.reversed().enumerated().reduce(0) { total, one in
            let doubled = one.element * 2
            return total + (one.offset % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : one.element)
        }
        card = body + [(10 - sum % 10) % 10]
        year = Int.random(in: 1945...1999, using: &generator)
        month = Int.random(in: 1...12, using: &generator)
        day = Int.random(in: 13...28, using: &generator)
        house = Int.random(in: 12...98, using: &generator)
        zip = Int.random(in: 60_100...62_999, using: &generator)
        order = [7] + digits(6)
    }

    /// What the record says.
    var known: [KnownValue] {
        [
            KnownValue(fieldClass: "person.name", value: "\(given) \(family)"),
            KnownValue(fieldClass: "contact.email", value: email),
            KnownValue(fieldClass: "contact.phone", value: "+1" + text(phone)),
            KnownValue(fieldClass: "payment.card", value: text(card)),
            KnownValue(fieldClass: "birth.date", value: "\(year)-\(two(month))-\(two(day))"),
            KnownValue(fieldClass: "contact.address", value: "\(house) \(street) Avenue, \(town), IL \(zip)"),
            KnownValue(fieldClass: "order.id", value: "LK-\(text(order))"),
        ] + abroad
    }

    /// Earlier addresses in other countries.
    private var abroad: [KnownValue] {
        [
            "\(house) rue du \(street), 75099 Vaubrune", "\(street)straße \(house), 99099 Musterau",
            "Calle del \(street) \(house), 3º izquierda, 28099 Valdoro",
            "Rua do \(street), \(house), 1099-201 Vila Clara", "Tigh-na-\(street), Corrie Brae, Ardskerry",
        ].map { KnownValue(fieldClass: "contact.address", value: $0) }
    }

    var email: String { "\(Self.plain(given)).\(Self.plain(family))@example.com" }

    static func plain(_ name: String) -> String {
        String(decoding: FoldedText(name).bytes, as: UTF8.self)
    }

    func text(_ digits: [Int], _ separator: String = "") -> String {
        digits.map(String.init).joined(separator: separator)
    }

    /// The last digits.
    func tail(_ digits: [Int], _ count: Int) -> String { text(Array(digits.suffix(count))) }

    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Groups of the given sizes.
    func groups(_ digits: [Int], _ sizes: [Int], _ separator: String) -> String {
        var rest = digits[...]
        return sizes.map { size in
            let group = text(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            return group
        }.joined(separator: separator)
    }

    var monthName: String {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ][month - 1]
    }
}
