import Conversations
import ReviewFlags
import RuleFiles
import Sodium
import Testing

@Suite("Rules that guess, and the model that speaks for them")
struct TentativeRuleTests {
    private static let languages = """
        schema: throughline/review-languages/v1
        unassessed_above_words: 5
        everyday_words:
          en: [the, a, my, is, and, to]
        """
    private static let lexicon = """
        schema: throughline/review-lexicon/v1
        language: en
        lists: {}
        masks: []
        negators: []
        negator_exceptions: []
        reporters: ["customer says"]
        quote_headers: ["original message"]
        misspellable: []
        distinct: []
        """
    private static let guesses = """
        schema: throughline/review-rules/v1
        category: fruit
        language: en
        rules:
          - {id: one, topic: taste, severity: 2, strength: tentative, because: only for this test, any: [apple]}
          - {id: two, topic: taste, severity: 2, strength: tentative, because: only for this test, any: [ripe]}
          - {id: small, topic: taste, severity: 1, strength: contributory, because: only for this test, any: [sour]}
          - {id: sure, topic: taste, severity: 1, strength: strong, because: only for this test, any: [rotten]}
        """

    /// A model whose every n-gram weighs the same; alone it flags nothing.
    private static func model(weight: Int8, support: Int) -> String {
        var bytes: [UInt8] = [0x80, 0x02]
        for _ in 0..<256 { bytes += [1, UInt8(bitPattern: weight)] }
        return """
            schema: throughline/review-model/v1
            bucket_bits: 8
            digest: "\(hex(SodiumDigester().sha256(bytes)))"
            budget_permille: 20
            categories:
              - {category: fruit, topic: taste, severity: 1, confidence: 50, threshold: 1000000, support: \(support), because: only a test}
            weights: ["\(Base64URL.encode(bytes))"]
            """
    }

    private func detector(model: String?) throws -> FlagDetector {
        var files = [
            ("languages", Self.languages), ("lexicon.en", Self.lexicon), ("fruit.en", Self.guesses),
        ]
        if let model { files.append(("model", model)) }
        return FlagDetector(
            rules: try FlagRules(
                folder: RuleFolder(
                    files: try files.map {
                        try RuleFile(path: "review/\($0.0).yaml", bytes: Array($0.1.utf8))
                    }), digester: SodiumDigester()))
    }

    private func rules(_ text: String, by author: AuthorRole = .customer, _ model: String?) throws -> [String]
    {
        try detector(model: model).assess([FlagMessage(author: author, text: text)]).flags.map {
            String($0.rule.text.split(separator: ".").dropFirst().joined(separator: ".").prefix(6))
        }
    }

    private static let speaks = model(weight: 10, support: 1)
    private static let isSilent = model(weight: -10, support: 1)

    @Test("a guess flags where the model speaks for its category, and the model is named beside it")
    func supported() throws {
        #expect(try rules("my apple is here", Self.speaks) == ["en.one", "model."])
        #expect(try rules("my apple is here", Self.isSilent).isEmpty)
        #expect(try rules("my pear is here", Self.speaks).isEmpty)
    }

    @Test("without a model a guess waits; neither another guess nor a small sign joins it, a strong hit does")
    func alone() throws {
        #expect(try rules("my apple is ripe", nil).isEmpty)
        #expect(try rules("my apple is sour", nil).isEmpty)
        #expect(try rules("my apple is rotten", nil) == ["en.one", "en.sur"])
        let hidden = try detector(model: nil).assess("my apple is ripe").suppressed
        #expect(hidden.map(\.reason) == [.alone, .alone])
    }

    @Test("what staff report of a customer counts without the model, which does not read them")
    func reported() throws {
        #expect(try rules("customer says the apple is here", by: .agent, Self.isSilent) == ["en.one"])
        #expect(try rules("the apple is here", by: .agent, Self.isSilent).isEmpty)
    }

    @Test("a guess within a quotation is kept in the trace")
    func quoted() throws {
        let hidden = try detector(model: Self.speaks).assess("> my apple is here\nthe answer is to wait")
            .suppressed
        #expect(hidden.map(\.reason) == [.quotation])
    }

    @Test(
        "every shipped guess has a harmless message that it hits in vain, and a case that the model lets it flag"
    )
    func twins() throws {
        let detector = try ShippedRules.detector()
        let guesses = Set(detector.rules.rules.filter { $0.strength == .tentative }.map(\.id))
        let learned = Set(detector.rules.rules.filter { $0.origin == .learned }.map(\.id))
        var waiting: Set<RuleID> = []
        var carried: Set<RuleID> = []
        for item in try ShippedRules.cases() where item.isGuessed {
            let assessment = detector.assess(item.text)
            let raised = Set(assessment.flags.filter { $0.category.text == item.category }.map(\.rule))
            if item.category == "none" {
                waiting.formUnion(assessment.suppressed.filter { $0.reason == .alone }.map(\.rule))
            } else if raised.isSubset(of: guesses.union(learned)) {
                carried.formUnion(raised)
            }
        }
        #expect(!guesses.isEmpty)
        #expect(guesses.subtracting(waiting).isEmpty)
        #expect(guesses.subtracting(carried).isEmpty)
    }

    @Test("a signal may not be tentative")
    func signals() throws {
        let text = """
            schema: throughline/review-signals/v1
            signals:
              - {id: x, category: fruit, topic: taste, severity: 1, strength: tentative, because: only a test, contacts: {count_min: 2, within_days: 3}}
            """
        let file = try RuleFile(path: "review/signals.yaml", bytes: Array(text.utf8))
        let problem = #expect(throws: RuleFileProblems.self) {
            let files = [
                file,
                try RuleFile(path: "review/languages.yaml", bytes: Array(Self.languages.utf8)),
                try RuleFile(path: "review/lexicon.en.yaml", bytes: Array(Self.lexicon.utf8)),
                try RuleFile(path: "review/fruit.en.yaml", bytes: Array(Self.guesses.utf8)),
            ]
            _ = try FlagRules(folder: RuleFolder(files: files), digester: SodiumDigester())
        }
        #expect(problem?.description.contains("the linear model reads no fields") == true)
    }
}
