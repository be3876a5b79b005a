import Conversations
import Detection
import Foundation
import GatewayTestSupport
import Testing

@Suite struct PlainDetectorTests {
    @Test(
        "the engine finds what a slow and obvious reading of the definitions finds, in thousands of made-up texts"
    )
    func sameFindings() throws {
        let detector = Detector(rules: try DetectorRules(folder: try shippedRules()))
        let count = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] == nil ? 400 : 20_000
        var writer = NumberWriter(seed: 41)
        var total = 0
        for _ in 0..<count {
            let text = writer.text()
            let plain = PlainDetector.find(in: text)
            let names: Set<String> = ["card-number", "iban", "us-ssn", "ip-address", "email-address"]
            let fast = try detector.findings(in: [text])[0].filter { names.contains($0.detector.text) }
                .map {
                    PlainDetector.Found(
                        detector: $0.detector.text, start: $0.range.lowerBound, end: $0.range.upperBound)
                }
                .sorted()
            total += plain.count
            #expect(plain == fast, "\(text)")
        }
        #expect(total > count / 2)
    }
}

/// Writes texts of plain words with numbers between them, of which about half are what they look like.
struct NumberWriter {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func text() -> String {
        var parts: [String] = []
        for _ in 0..<Int.random(in: 2...5, using: &generator) {
            parts.append(["it was so", "and then so", "about so", "so many"][pick(4)])
            parts.append([card(), iban(), security(), address(), mail()][pick(5)])
        }
        return parts.joined(separator: " ") + " so"
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    private mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(pick(10)) }.joined()
    }

    private mutating func card() -> String {
        let lead = ["4", "51", "55", "2221", "2720", "34", "37"][pick(7)]
        let length = lead.hasPrefix("3") ? 15 : lead == "4" ? [13, 16, 19][pick(3)] : 16
        let body = lead + digits(length - lead.count - 1)
        let last = (0..<10).map(String.init).first { luhn(body + $0) } ?? "0"
        // WHY: within the groups of a number that is no card a shorter one may well be; that is not the question here.
        guard pick(3) > 0 else { return body + String(pick(10)) }
        let number = body + last
        guard pick(2) == 0 else { return number }
        return stride(from: 0, to: number.count, by: 4)
            .map { String(number.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }

    private func luhn(_ text: String) -> Bool {
        var sum = 0
        for (place, letter) in text.reversed().enumerated() {
            let value = letter.wholeNumberValue ?? 0
            sum += place % 2 == 0 ? value : value > 4 ? value * 2 - 9 : value * 2
        }
        return sum % 10 == 0
    }

    private mutating func iban() -> String {
        let (country, length) = [("DE", 22), ("GB", 22), ("NL", 18), ("NO", 15)][pick(4)]
        let account = country == "GB" || country == "NL" ? "BANK" + digits(length - 8) : digits(length - 4)
        let rest = (account + country + "00").reduce(0) { rest, letter in
            let value = letter.wholeNumberValue ?? Int(letter.asciiValue ?? 0) - 55
            return (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        let check = pick(3) == 0 ? pick(97) : 98 - rest
        return country + (check < 10 ? "0\(check)" : "\(check)") + account
    }

    private mutating func security() -> String {
        let area = ["000", "666", digits(3), digits(3)][pick(4)]
        let group = ["00", digits(2)][pick(2)]
        let serial = ["0000", digits(4), digits(4)][pick(3)]
        return "\(area)-\(group)-\(serial)"
    }

    private mutating func address() -> String {
        // WHY: a last part of two digits makes some addresses a Brazilian tax number, which is the stronger reading.
        (0..<3).map { _ in String(pick(320)) }.joined(separator: ".") + ".\(100 + pick(200))"
    }

    private mutating func mail() -> String {
        let locals = ["ana", "b.c", "x1", "office"]
        let hosts = ["example.com", "a.b.example", "example", "example.c", "9.88", "mail.example.org"]
        return locals[pick(4)] + "@" + hosts[pick(6)]
    }
}
