import Conversations
import Detection
import Foundation
import GatewayTestSupport
import Testing

@Suite struct DisguiseTests {
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    /// A trick's text without its marks, and the stretches that stood between « and ».
    static func unmarked(_ marked: String) -> (text: String, values: [Range<Int>]) {
        var text = ""
        var values: [Range<Int>] = []
        var start: Int?
        for character in marked {
            switch character {
            case "«": start = text.utf8.count
            case "»": values.append((start ?? 0)..<text.utf8.count)
            default: text.append(character)
            }
        }
        return (text, values)
    }

    /// Whether the findings together cover everything from the first to the last letter or digit of each marked stretch,
    /// the signs between them too.
    private func isCovered(_ marked: String, _ search: KnownValueSearch, _ detector: Detector) throws -> Bool
    {
        let (text, values) = Self.unmarked(marked)
        let findings = try detector.findings(in: [text], search: search)[0]
        var letters: [Range<Int>] = []
        var place = 0
        for scalar in text.unicodeScalars {
            let end = place + UTF8.width(scalar)
            let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isLetter { letters.append(place..<end) }
            place = end
        }
        return values.allSatisfy { value in
            let own = letters.filter { value.contains($0.lowerBound) }
            guard let first = own.first, let last = own.last else { return false }
            return (first.lowerBound..<last.upperBound).allSatisfy { byte in
                findings.contains { $0.range.contains(byte) }
            }
        }
    }

    @Test(
        "of more than 290 ways to disguise people's values at least 98 in 100 are covered in full, in every family"
    )
    func disguises() throws {
        let detector = try Self.detector.get()
        var generator = SeededGenerator(seed: 2026)
        let people = Array(InventedPerson.twenty(&generator).prefix(Self.isLong ? 20 : 3))
        let searches = try people.map { try detector.search(for: $0.known) }
        let tricks = Disguise.all
        #expect(tricks.count >= 290)
        var covered = 0
        var families: [String: (covered: Int, all: Int)] = [:]
        var misses: [String] = []
        for trick in tricks {
            var count = 0
            for (person, search) in zip(people, searches)
            where try isCovered(trick.write(person), search, detector) { count += 1 }
            covered += count
            let family = families[trick.family] ?? (0, 0)
            families[trick.family] = (family.covered + count, family.all + people.count)
            if count < people.count {
                misses.append("\(trick.family) \(trick.name): \(count)/\(people.count)")
            }
        }
        let total = tricks.count * people.count
        for (family, count) in families.sorted(by: { $0.key < $1.key }) {
            print("disguised \(family): \(count.covered) of \(count.all) covered in full")
        }
        print("disguised values covered in full: \(covered) of \(total); incomplete: \(misses)")
        #expect(covered * 100 >= total * 98, "\(misses)")
        #expect(families.values.allSatisfy { $0.covered * 100 >= $0.all * 95 }, "\(families)")
    }

    @Test("of more than 120 ordinary lines at most one is touched, whoever's record is looked for")
    func benign() throws {
        let detector = try Self.detector.get()
        var generator = SeededGenerator(seed: 2026)
        let people = InventedPerson.twenty(&generator)
        let ordinary = [
            KnownValue(fieldClass: "person.name", value: "Mark Hunter"),
            KnownValue(fieldClass: "person.name", value: "Grace Will"),
            KnownValue(fieldClass: "person.name", value: "May Field"),
        ]
        let search = try detector.search(for: people.flatMap(\.known) + ordinary)
        let rows = BenignRows.all
        #expect(rows.count >= 120)
        let touched = try rows.filter { try !detector.findings(in: [$0], search: search)[0].isEmpty }
        print("ordinary lines touched: \(touched.count) of \(rows.count)")
        #expect(touched.count <= 1, "\(touched)")
    }

    @Test(
        "of more than 100 lines with words, numbers and days like those of the records at most one is touched"
    )
    func benignNearKnownValues() throws {
        let detector = try Self.detector.get()
        var generator = SeededGenerator(seed: 2026)
        let people = InventedPerson.twenty(&generator)
        let search = try detector.search(for: people.flatMap(\.known) + BenignRows.wordlike)
        let rows = BenignRows.more
        #expect(rows.count >= 100)
        let touched = try rows.filter { row in
            try detector.findings(in: [row], search: search)[0].contains { $0.isLinked }
        }
        print("ordinary lines like known values touched: \(touched.count) of \(rows.count)")
        #expect(touched.count <= 1, "\(touched)")
    }

    @Test("of lines that use the very words of a record for something else at most one in thirty is touched")
    func benignInTheWordsOfARecord() throws {
        let detector = try Self.detector.get()
        let touched = try BenignRows.own.filter { row in
            try !detector.findings(in: [row.line], known: [row.known])[0].isEmpty
        }
        print("lines in the words of a record touched: \(touched.count) of \(BenignRows.own.count)")
        #expect(BenignRows.own.count >= 70)
        #expect(touched.count * 30 <= BenignRows.own.count, "\(touched.map(\.line))")
    }

    @Test("cutting a text into stretches changes nothing that is found")
    func stretches() throws {
        let rules = try DetectorRules(folder: try shippedRules())
        let whole = Detector(rules: rules)
        let cut = Detector(rules: rules, stretchBytes: 512)
        var generator = SeededGenerator(seed: 77)
        let people = InventedPerson.twenty(&generator)
        let tricks = Disguise.all
        let known = people[0].known
        var text = ""
        for _ in 0..<(Self.isLong ? 1200 : 150) {
            let trick = tricks[Int.random(in: 0..<tricks.count, using: &generator)]
            let person = people[Int.random(in: 0..<people.count, using: &generator)]
            text += trick.write(person).filter { $0 != "«" && $0 != "»" } + " and then it was quiet.\n"
            text += BenignRows.all[Int.random(in: 0..<BenignRows.all.count, using: &generator)] + "\n"
        }
        text += "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIEvQ/+\n", count: 900)
        text += "-----END PRIVATE KEY-----\nMarta Velkov here, bye"
        let one = try whole.findings(in: [text], known: known)[0]
        let two = try cut.findings(in: [text], known: known)[0]
        #expect(one.count > 50)
        #expect(one == two)
    }
}
