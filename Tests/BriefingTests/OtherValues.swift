import GatewayTestSupport

/// Other values of the classes of the sample history, short and long, each found as surely as the first.
enum OtherValues {
    private static let given = [
        "Bartholomew", "Ines", "Oluwaseun", "Zoë", "Tamsin", "Xiadani", "Jo", "Anne-Sophie",
    ]
    private static let family = [
        "Quigley", "Vo", "Featherstonehaugh", "Adeyemi-Clarke", "Müller", "Okonjo", "Tlanextli", "O'Dwyer",
    ]
    private static let hosts = ["example.org", "mail.example.com", "a-rather-long-company.example.net"]
    private static let prefixes = ["4111 1111 1111 ", "5555-5555-5555-", "601111111111"]

    private static func any<T>(_ list: [T], _ generator: inout SeededGenerator) -> T {
        list[Int.random(in: 0..<list.count, using: &generator)]
    }

    private static func digits(_ count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    }

    static func name(_ generator: inout SeededGenerator) -> String {
        any(given, &generator) + " " + any(family, &generator)
    }

    static func email(_ generator: inout SeededGenerator) -> String {
        let local = any(["m", "b.quigley", "anne_sophie-1979", "x.y.z", "o-dwyer"], &generator)
        return local + digits(2, &generator) + "@" + any(hosts, &generator)
    }

    /// A number of the range that the regulator keeps for stories, as it is written at home.
    static func phone(_ generator: inout SeededGenerator) -> String {
        let end = digits(3, &generator)
        return any(["07700 900" + end, "07700900" + end, "07700-900-" + end], &generator)
    }

    static func birth(_ generator: inout SeededGenerator) -> String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let year = Int.random(in: 1931...2006, using: &generator)
        let month = Int.random(in: 1...12, using: &generator)
        return "\(year)-\(two(month))-\(two(Int.random(in: 1...28, using: &generator)))"
    }

    static func order(_ generator: inout SeededGenerator) -> String { "LH-7" + digits(4, &generator) }

    /// A number of a test range whose last digit satisfies Luhn.
    static func card(_ generator: inout SeededGenerator) -> String {
        let head = any(prefixes, &generator) + digits(3, &generator)
        let numbers = head.compactMap(\.wholeNumberValue)
        let sum = numbers.reversed().enumerated().reduce(0) { sum, next in
            let doubled = next.offset.isMultiple(of: 2) ? next.element * 2 : next.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return head + String((10 - sum % 10) % 10)
    }
}
