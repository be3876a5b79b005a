import Conversations
import Detection
import Foundation
import GatewayTestSupport
@testable import ReviewFlags
import RuleFiles
import Sodium
import Testing

@Suite("The linear model of the review")
struct LinearModelTests {
    private static let bare = Result {
        let folder = try ShippedRules.folder()
        let files = folder.files.filter { $0.path != "review/model.yaml" }
        return FlagDetector(
            rules: try FlagRules(folder: RuleFolder(files: files), digester: SodiumDigester()))
    }

    // WHY: without optimisation a message takes milliseconds; the long campaign reads every case.
    private static func cases() throws -> [FlagCase] {
        let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
        return try ShippedRules.cases().enumerated().filter {
            isLong || $0.offset % 9 == 0 || $0.element.isLearned
        }.map(\.element)
    }

    @Test("adding the model removes no flag and no evidence")
    func onlyAdds() throws {
        let full = try ShippedRules.detector()
        let bare = try Self.bare.get()
        var added = 0
        for item in try Self.cases() {
            let without = bare.assess(item.text).flags
            let with = full.assess(item.text).flags
            #expect(Set(with).isSuperset(of: without), "\(item.text)")
            added += with.count - without.count
        }
        let learned = full.rules.rules.filter { $0.origin == .learned }
        #expect(!learned.isEmpty && added > 0)
    }

    @Test("adding it to a conversation of several messages removes no flag either")
    func onlyAddsToConversations() throws {
        let texts = try ShippedRules.cases().map(\.text)
        for seed in UInt64(0)..<12 {
            var generator = SeededGenerator(seed: seed)
            let messages = (0..<5).map { _ in
                FlagMessage(
                    author: AuthorRole.allCases.randomElement(using: &generator) ?? .customer,
                    text: texts.randomElement(using: &generator) ?? "")
            }
            let with = Set(try ShippedRules.detector().assess(messages).flags.map(\.rule))
            #expect(with.isSuperset(of: try Self.bare.get().assess(messages).flags.map(\.rule)))
        }
    }

    @Test("its evidence is the same words found again, at most three stretches of them")
    func evidence() throws {
        let detector = try ShippedRules.detector()
        let learned = Set(detector.rules.rules.filter { $0.origin == .learned }.map(\.id))
        var seen = 0
        for item in try Self.cases() {
            let bytes = Array(item.text.utf8)
            for flag in detector.assess(item.text).flags where learned.contains(flag.rule) {
                seen += 1
                #expect((1...LinearModel.evidenceMax).contains(flag.evidence.count))
                for span in flag.evidence {
                    #expect(String(validating: bytes[span.range], as: UTF8.self) != nil)
                }
                #expect(detector.assess(item.text).flags.contains(flag))
            }
        }
        #expect(seen > 0)
    }

    @Test("staff, bots and quoted lines are not read by it")
    func authors() throws {
        let detector = try ShippedRules.detector()
        let learned = Set(detector.rules.rules.filter { $0.origin == .learned }.map(\.id))
        for item in try Self.cases() {
            for author in [AuthorRole.agent, .bot] {
                let flags = detector.assess([FlagMessage(author: author, text: item.text)]).flags
                #expect(learned.isDisjoint(with: flags.map(\.rule)))
            }
            #expect(learned.isDisjoint(with: detector.assess("> \(item.text)").flags.map(\.rule)))
        }
    }

    @Test("the script that learns and the code that scores follow one recipe")
    func recipe() throws {
        let model = try #require(try ShippedRules.detector().rules.model)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "scripts/train/flag-scores.jsonl")
        var rows = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let row = try JSONDecoder().decode(ScoredRow.self, from: Data(line.utf8))
            let text = Tokeniser.tokens(of: FoldedText(row.text))
            let stretches = LinearModel.stretches(of: text)
            #expect(stretches.count == 1)
            #expect(stretches.first.map { model.scores(of: $0, in: text) } == row.scores, "\(row.text)")
            rows += 1
        }
        #expect(rows >= 10)
    }

    private struct ScoredRow: Decodable {
        let text: String
        let scores: [Int]
    }

    @Test("a weight changed by one is refused with what was expected")
    func digest() throws {
        let folder = try ShippedRules.folder()
        let file = try #require(folder.files.first { $0.path == "review/model.yaml" })
        var bytes = file.bytes
        let place = bytes.count - 10
        bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        let changed = try RuleFile(path: file.path, bytes: bytes)
        let problem = #expect(throws: RuleFileProblem.self) {
            try LinearModelReader(changed, SodiumDigester())
        }
        #expect(problem?.message.hasPrefix("expected the SHA-256 of the weights, ") == true)
        #expect(file.bytes.count <= LinearModelReader.bytesMax)
    }

    @Test("a model of no language, or of one that nobody knows, does not load", arguments: ["[]", "[eng]"])
    func languages(named: String) throws {
        let files = try ShippedRules.folder().files.map { file in
            guard file.path == "review/model.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            let changed = text.replacing("languages: [en]", with: "languages: \(named)")
            #expect(changed != text)
            return try RuleFile(path: file.path, bytes: Array(changed.utf8))
        }
        let problems = #expect(throws: RuleFileProblems.self) {
            try FlagRules(folder: RuleFolder(files: files), digester: SodiumDigester())
        }
        #expect(problems?.problems.first?.message.contains("language") ?? false)
    }

    private static func model(_ weights: [UInt8]) throws -> RuleFile {
        let text = """
            schema: throughline/review-model/v1
            bucket_bits: 8
            digest: "\(hex(SodiumDigester().sha256(weights)))"
            budget_permille: 20
            categories:
              - {category: fruit, topic: taste, severity: 1, confidence: 50, threshold: 1, because: only a test of it}
            weights: ["\(Base64URL.encode(weights))"]
            """
        return try RuleFile(path: "review/model.yaml", bytes: Array(text.utf8))
    }

    @Test(
        "weights that are cut, lengthened or point beyond the last bucket are refused, although their digest fits"
    )
    func cut() throws {
        // Three weights: a count, then steps from bucket to bucket with a weight each.
        let whole: [UInt8] = [3, 1, 5, 200, 1, 7, 40, 9]
        _ = try LinearModelReader(try Self.model(whole), SodiumDigester())
        let beyond: [UInt8] = [3, 1, 5, 200, 1, 7, 60, 9]
        for bytes in whole.indices.map({ Array(whole[..<$0]) }) + [whole + [0], beyond] {
            let file = try Self.model(bytes)
            #expect(throws: RuleFileProblem.self, "\(bytes)") {
                try LinearModelReader(file, SodiumDigester())
            }
        }
    }

    @Test("crafted weights never stop the process, and what is refused is named")
    func crafted() throws {
        for seed in UInt64(0)..<300 {
            var generator = SeededGenerator(seed: seed)
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let file = try Self.model(bytes)
            do throws(RuleFileProblem) {
                _ = try LinearModelReader(file, SodiumDigester())
            } catch { #expect(error.file == file.path && error.message.contains("weights")) }
        }
    }

    @Test(
        "what is less clear than the clearest by more than the spread is left out, a rule's category counting too"
    )
    func clearest() throws {
        let text = Tokeniser.tokens(of: FoldedText("apples and bread and more apples"))
        let names = ["fruit", "bread"]
        let targets = try names.map {
            LinearModel.Target(
                rule: try RuleID("\($0).model.test"), category: try FlagCategory($0), threshold: 100,
                support: 50)
        }
        func model(spread: Int) -> LinearModel {
            LinearModel(
                targets: targets, weights: Array(repeating: SIMD4(100, 40, 0, 0), count: 256),
                spread: spread, languages: nil, bucketShift: 56, budgetPermille: 20)
        }
        let scores = model(spread: 0).scores(of: Array(text.tokens.indices), in: text)
        let distance = scores[0] - scores[1]
        func found(_ spread: Int, flagged: Set<FlagCategory> = [], hinted: Set<FlagCategory> = []) -> [Int] {
            model(spread: spread).candidates(in: text, flagged: flagged, hinted: hinted).map(\.target)
        }
        #expect(found(distance) == [0, 1])
        #expect(found(distance - 1) == [0])
        #expect(found(distance - 1, flagged: ["fruit"]).isEmpty)
        #expect(found(distance, flagged: ["fruit"]) == [1])
        #expect(found(distance - 50, hinted: ["bread"]) == [0, 1])
    }

    @Test("whole roots are the whole part of the root")
    func roots() {
        for number in Array(0...5000) + [1 << 40, (1 << 40) - 1, 999_999_999_999] {
            let root = LinearModel.root(of: number)
            #expect(root * root <= number && (root + 1) * (root + 1) > number)
        }
    }

    @Test("long messages are cut at the ends of sentences and nothing is left out")
    func stretches() {
        for seed in UInt64(0)..<60 {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<Int.random(in: 3..<300, using: &generator)).map { _ in
                "word" + (Int.random(in: 0..<9, using: &generator) == 0 ? "." : "")
            }.joined(separator: " ")
            let tokens = Tokeniser.tokens(of: FoldedText(text))
            let stretches = LinearModel.stretches(of: tokens)
            #expect(stretches.allSatisfy { $0.count <= LinearModel.stretchTokensMax })
            let left = tokens.tokens.count - stretches.joined().count
            #expect(left < LinearModel.tokensMin * (stretches.count + 1))
        }
    }

    @Test(
        "in a language of which it learned little the model is silent where only everyday words speak",
        arguments: [
            "Meine Tochter spielt eine Detektivin, haben Sie eine Lupe?",
            "Me muero de hambre, ¿a qué hora abre la cocina?",
            "J'étudie le droit et je cherche un abonnement à votre revue",
        ])
    func foreign(text: String) throws {
        #expect(try ShippedRules.detector().categories(of: text).isEmpty)
    }
}
