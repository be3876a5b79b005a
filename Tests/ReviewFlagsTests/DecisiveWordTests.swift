import Conversations
import Detection
import Foundation
import GatewayTestSupport
import Testing

@testable import ReviewFlags

/// Every decisive hit of the rules' own cases, disguised in every way that a pen or an evader finds.
@Suite("Decisive words in disguise")
struct DecisiveWordTests {
    @Test("a long row of signs costs what its length does, and still says what two of them say")
    func rowOfSigns() throws {
        let detector = try ShippedRules.detector()
        let row = String(repeating: "🔥", count: 8_000)
        #expect(detector.categories(of: row) == detector.categories(of: "🔥🔥"))
        #expect(
            detector.categories(of: "tell them \(row) i know")
                == detector.categories(of: "tell them 🔥🔥 i know"))
    }

    @Test("words of which rules name the stem keep it, whatever words they may be cut into")
    func compounds() throws {
        let detector = try ShippedRules.detector()
        let answered = detector.assess([
            FlagMessage(author: .agent, text: "Denken Sie denn an eine Selbstmorddrohung?"),
            FlagMessage(author: .customer, text: "Ja."),
        ])
        #expect(answered.flags.contains { $0.category == "safety" && $0.severity == 4 })
        #expect(detector.categories(of: "there will be a bom in your parcel").contains("safety"))
    }

    @Test(
        "no slip, no letters apart, no words run together and no emoji remove a decisive flag",
        arguments: Change.allCases)
    func changes(_ change: Change) throws {
        let detector = try ShippedRules.detector()
        var generator = SeededGenerator(seed: 1)
        var tried = 0
        var lost: [String] = []
        let rounds = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] == "1" ? 12 : 1
        for hit in try Self.hits() {
            for _ in 0..<rounds {
                guard let text = change.applied(to: hit, detector.rules, &generator) else { continue }
                tried += 1
                if !Self.decisive(detector.assess(text), detector).contains(hit.category) {
                    lost.append(text)
                }
            }
        }
        #expect(tried >= 150)
        // WHY not none: what is left stands in the README of the rules, with the reason for each.
        #expect(lost.count * 100 <= tried * change.lostPercentMax, "\(lost)")
    }

    /// One decisive hit: the text, and the words of its evidence.
    struct Hit: Sendable {
        let text: String
        let category: FlagCategory
        let words: [Range<String.Index>]
    }

    // WHY: found once for all changes; immutable.
    private static let found = Result { try find() }

    private static func hits() throws -> [Hit] { try found.get() }

    private static func find() throws -> [Hit] {
        let detector = try ShippedRules.detector()
        let cases = try ShippedRules.cases().filter { !$0.isHeldAside && $0.question == nil }
        return cases.flatMap { item in
            detector.assess(item.text).flags.compactMap { flag in
                guard isDecisive(flag, detector) else { return nil }
                return Hit(text: item.text, category: flag.category, words: words(of: flag, in: item.text))
            }
        }
    }

    private static func isDecisive(_ flag: Flag, _ detector: FlagDetector) -> Bool {
        detector.rules.rules.first { $0.id == flag.rule }?.strength == .decisive
    }

    private static func decisive(_ assessment: Assessment, _ detector: FlagDetector) -> Set<FlagCategory> {
        Set(assessment.flags.filter { isDecisive($0, detector) }.map(\.category))
    }

    /// The words of at least three letters within a flag's evidence, contractions left aside.
    private static func words(of flag: Flag, in text: String) -> [Range<String.Index>] {
        flag.evidence.flatMap { evidence -> [Range<String.Index>] in
            let start = text.utf8.index(text.startIndex, offsetBy: evidence.range.lowerBound)
            let end = text.utf8.index(text.startIndex, offsetBy: evidence.range.upperBound)
            return text[start..<end].split(separator: " ").filter {
                $0.count >= 3 && $0.allSatisfy(\.isLetter)
            }
            .map { $0.startIndex..<$0.endIndex }
        }
    }
}

extension DecisiveWordTests {
    /// One way to disguise a word.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case swapped, dropped, doubled, neighbourKey, spaced, dotted, hyphened, runTogether, parted

        var testDescription: String { rawValue }

        /// How many of a hundred may be lost.
        var lostPercentMax: Int { self == .runTogether ? 3 : 1 }

        /// The text with one word changed; `nil` where the change makes another word, or there is nothing to change.
        func applied(
            to hit: Hit, _ rules: FlagRules, _ generator: inout SeededGenerator
        ) -> String? {
            guard let range = hit.words.randomElement(using: &generator) else { return nil }
            let word = String(hit.text[range])
            guard !isAbbreviation(word, rules) else { return nil }
            switch self {
            case .spaced: return apart(hit, range, " ")
            case .dotted: return apart(hit, range, ".")
            case .hyphened: return apart(hit, range, "-")
            case .runTogether: return joined(hit, range, "", rules)
            case .parted: return joined(hit, range, " 😀 ", rules)
            case .swapped, .dropped, .doubled, .neighbourKey:
                let changed = slip(in: Array(word), &generator)
                guard changed.lowercased() != word.lowercased(), !isWord(changed, rules) else { return nil }
                return hit.text.replacingCharacters(in: range, with: changed)
            }
        }

        private func slip(in letters: [Character], _ generator: inout SeededGenerator) -> String {
            let place = Int.random(in: 0..<letters.count - (self == .swapped ? 1 : 0), using: &generator)
            var letters = letters
            switch self {
            case .swapped: letters.swapAt(place, place + 1)
            case .dropped: letters.remove(at: place)
            case .doubled: letters.insert(letters[place], at: place)
            default:
                let beside = Self.keys[Character(letters[place].lowercased())] ?? []
                if let key = beside.randomElement(using: &generator) { letters[place] = key }
            }
            return String(letters)
        }

        /// WHY not beside a single letter: `a l i v e` is `alive` as well as `a live`.
        private func apart(_ hit: Hit, _ range: Range<String.Index>, _ separator: String) -> String? {
            let before = hit.text[..<range.lowerBound].split(whereSeparator: { !$0.isLetter }).last
            let after = hit.text[range.upperBound...].split(whereSeparator: { !$0.isLetter }).first
            guard before?.count != 1, after?.count != 1 else { return nil }
            let word = hit.text[range].map { String($0) }.joined(separator: separator)
            return hit.text.replacingCharacters(in: range, with: word)
        }

        /// WHY words of three letters only: `goto` and `infront` are words to some.
        private func joined(
            _ hit: Hit, _ range: Range<String.Index>, _ separator: String, _ rules: FlagRules
        ) -> String? {
            guard let next = hit.words.first(where: { $0.lowerBound > range.lowerBound }),
                hit.text[range.upperBound..<next.lowerBound] == " "
            else { return nil }
            let whole = hit.text[range] + separator + hit.text[next]
            guard !isWord(String(whole), rules), !isAbbreviation(String(hit.text[next]), rules) else {
                return nil
            }
            return hit.text.replacingCharacters(in: range.lowerBound..<next.upperBound, with: whole)
        }

        private func isWord(_ text: String, _ rules: FlagRules) -> Bool {
            rules.table.vocabulary.isWord(WordHash.of(FoldedText(text).bytes), languages: .max)
        }

        private func isAbbreviation(_ text: String, _ rules: FlagRules) -> Bool {
            let hash = WordHash.of(FoldedText(text).bytes)
            return rules.table.vocabulary.guardsWhole(hash) && !rules.table.vocabulary.guardsPiece(hash)
        }

        private static let keys: [Character: [Character]] = {
            let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map(Array.init)
            var keys: [Character: [Character]] = [:]
            for row in rows {
                for (left, right) in zip(row, row.dropFirst()) {
                    keys[left, default: []].append(right)
                    keys[right, default: []].append(left)
                }
            }
            for (upper, lower) in zip(rows, rows.dropFirst()) {
                for (above, below) in zip(upper, lower) {
                    keys[above, default: []].append(below)
                    keys[below, default: []].append(above)
                }
            }
            return keys
        }()
    }
}
