import Conversations
import GatewayTestSupport
import ReviewFlags
import Testing

@Suite("Disguised words")
struct DisguiseTests {
    private static let sentences = [
        "I will call my solicitor tomorrow", "I am going to commit suicide",
        "I filed a chargeback with my bank",
        "The charger exploded in my hand", "I complained to the ombudsman", "this goes to the tribunal next",
    ]

    @Test("no disguise that readers see through removes a flag", arguments: sentences)
    func disguises(sentence: String) throws {
        let detector = try ShippedRules.detector()
        let wanted = detector.categories(of: sentence)
        #expect(!wanted.isEmpty)
        for seed in UInt64(0)..<40 {
            var generator = SeededGenerator(seed: seed)
            let disguised = Self.disguise(sentence, &generator)
            #expect(detector.categories(of: disguised).isSuperset(of: wanted), "\(disguised)")
        }
    }

    @Test(
        "one wrong letter in a decisive word does not remove its flag",
        arguments: ["solicitor", "suicide", "chargeback", "exploded", "ombudsman", "tribunal"])
    func oneEdit(word: String) throws {
        let detector = try ShippedRules.detector()
        let sentence = try #require(Self.sentences.first { $0.contains(word) })
        // WHY: what the linear model adds or supports goes by the letters as they stand, and is no promise.
        let sure = Set(
            detector.rules.rules.filter { $0.origin == .written && $0.strength != .tentative }.map(\.id))
        let wanted = Set(
            detector.assess(sentence).flags.filter { sure.contains($0.rule) }.map(\.category.text))
        #expect(!wanted.isEmpty)
        for edit in Self.edits(of: word) {
            let text = sentence.replacing(word, with: edit)
            #expect(detector.categories(of: text).isSuperset(of: wanted), "\(text)")
        }
    }

    @Test("letters torn apart, run together or written as digits read alike")
    func torn() throws {
        let detector = try ShippedRules.detector()
        for text in [
            "my l a w y e r will write", "i want to k i l l myself", "s.u.i.c.i.d.e is all i think about",
            "next step is smallclaims court", "my law yer will write", "I w1ll call my s0licitor",
        ] {
            #expect(!detector.categories(of: text).isEmpty, "\(text)")
        }
    }

    /// A letter left out, doubled, or swapped with the next one, at every place.
    private static func edits(of word: String) -> [String] {
        let letters = Array(word)
        var edits: [String] = []
        for place in letters.indices {
            edits.append(String(letters[..<place] + letters[(place + 1)...]))
            edits.append(String(letters[...place] + letters[place...]))
            guard place + 1 < letters.count else { continue }
            let swapped = [letters[place + 1], letters[place]]
            edits.append(String(letters[..<place] + swapped + letters[(place + 2)...]))
        }
        return edits
    }

    /// Case, zero-width characters, look-alikes, accents, double spaces, wide letters, held last letters.
    private static func disguise(_ text: String, _ generator: inout SeededGenerator) -> String {
        let kind = Int.random(in: 0..<7, using: &generator)
        if kind == 6 { return text.split(separator: " ").map { held($0) }.joined(separator: " ") }
        var result = ""
        for letter in text {
            let isHit = Int.random(in: 0..<3, using: &generator) == 0
            switch kind {
            case 0: result += isHit ? letter.uppercased() : String(letter)
            case 1: result += isHit ? "\(letter)\u{200B}" : String(letter)
            case 2: result += isHit ? lookAlikes[letter] ?? String(letter) : String(letter)
            case 3: result += isHit && letter.isLetter ? "\(letter)\u{0301}" : String(letter)
            case 4: result += letter == " " ? "  " : String(letter)
            default: result += fullWidth(letter)
            }
        }
        return result
    }

    private static func held(_ word: Substring) -> String {
        guard word.count > 5, let last = word.last else { return String(word) }
        return word + String(repeating: last, count: 3)
    }

    private static func fullWidth(_ letter: Character) -> String {
        guard let value = letter.asciiValue, value > 0x20,
            let scalar = Unicode.Scalar(UInt32(value) + 0xFEE0)
        else { return String(letter) }
        return String(scalar)
    }

    private static let lookAlikes: [Character: String] = [
        "a": "а", "e": "е", "o": "о", "c": "с", "i": "і", "p": "р", "x": "х", "s": "ѕ",
    ]
}
