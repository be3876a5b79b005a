import Conversations
import ReviewFlags
import RuleFiles
import Sodium
import Testing

@Suite("The rule language of the review")
struct FlagRulesTests {
    private static let languages = """
        schema: throughline/review-languages/v1
        unassessed_above_words: 5
        everyday_words:
          en: [the, a, my, is, and, to]
        """
    private static let lexicon = """
        schema: throughline/review-lexicon/v1
        language: en
        lists:
          fruit: [apple, pear, "dragon (fruit|fruits)"]
        masks: ["apple pie"]
        negators: ["not going to"]
        negator_exceptions: ["not going to rest"]
        reporters: ["customer says"]
        quote_headers: ["original message"]
        misspellable: [orange]
        distinct: [oranges]
        """

    private func rules(_ body: String, file: String = "fruit.en") throws -> FlagRules {
        let files = [("languages", Self.languages), ("lexicon.en", Self.lexicon), (file, body)]
        return try FlagRules(
            folder: RuleFolder(
                files: try files.map { try RuleFile(path: "review/\($0.0).yaml", bytes: Array($0.1.utf8)) }),
            digester: SodiumDigester())
    }

    private func rule(_ any: String, _ more: String = "") -> String {
        """
        schema: throughline/review-rules/v1
        category: fruit
        language: en
        rules:
          - id: one
            topic: taste
            severity: 2
            strength: strong
            because: for the sake of this test
            any: \(any)
            \(more)
        """
    }

    private func fires(_ any: String, on text: String, _ more: String = "") throws -> Bool {
        let detector = FlagDetector(rules: try rules(rule(any, more)))
        return !detector.assess(text).flags.isEmpty
    }

    @Test("gaps count tokens and end with the sentence")
    func gaps() throws {
        #expect(try fires(#"["eat ~2 @fruit"]"#, on: "I eat a ripe apple"))
        #expect(try !fires(#"["eat ~2 @fruit"]"#, on: "I eat a very ripe apple"))
        #expect(try !fires(#"["eat ~2 @fruit"]"#, on: "I eat. A pear lies there"))
        #expect(try fires(#"["eat && @fruit"]"#, on: "I eat. A pear lies there"))
        #expect(try fires(#"["eat & @fruit"]"#, on: "the apple I eat"))
        #expect(try !fires(#"["eat & @fruit"]"#, on: "an apple. I eat"))
    }

    @Test("stems, choices, optional words, numbers and any token")
    func atoms() throws {
        #expect(try fires(#"["ripen* (apple|pear)"]"#, on: "RIPENING apple"))
        #expect(try fires(#"["a ripe? pear"]"#, on: "a pear"))
        #expect(try fires(#"["a ripe? pear"]"#, on: "a ripe pear"))
        #expect(try fires(##"["#cur #num for * pear"]"##, on: "£3.50 for this pear"))
        #expect(try fires(#"["@fruit"]"#, on: "two dragon-fruits"))
        #expect(try fires(#"["don't eat"]"#, on: "DON’T eat"))
    }

    @Test("masks, blockers and denials suppress")
    func suppression() throws {
        #expect(try !fires(#"["apple"]"#, on: "an apple pie"))
        #expect(try fires(#"["apple"]"#, on: "an apple pie and an apple"))
        #expect(try !fires(#"["apple"]"#, on: "a rotten apple", #"unless: ["rotten"]"#))
        #expect(try fires(#"["apple"]"#, on: "rotten luck. An apple", #"unless: ["rotten"]"#))
        #expect(try !fires(#"["apple"]"#, on: "rotten luck. An apple", #"unless_in_message: ["rotten"]"#))
        #expect(try !fires(#"["apple"]"#, on: "not going to eat an apple", "negatable: true"))
        #expect(try fires(#"["apple"]"#, on: "not going to rest without an apple", "negatable: true"))
    }

    @Test("a slip of the pen is read, a word of its own is not")
    func misspelling() throws {
        #expect(try fires(#"["orange"]"#, on: "an ornage"))
        #expect(try fires(#"["orange"]"#, on: "an orrange"))
        #expect(try !fires(#"["orange"]"#, on: "two oranges"))
    }

    @Test(
        "faults are named with file and line",
        arguments: [
            (#"["eat @friut"]"#, "unknown list \"@friut\" (did you mean \"fruit\"?)"),
            (#"["eat (apple"]"#, "expected \")\", found the end"),
            (#"["eat ~99 apple"]"#, "expected a gap from ~1 to ~40, found \"~99\""),
            (#"["a*b"]"#, "expected \"*\" or \"?\" at the end of a word, found \"a*b\""),
            (#"[]"#, "expected at least one pattern in \"any\", found none"),
        ])
    func faults(any: String, message: String) throws {
        let problems = #expect(throws: RuleFileProblems.self) { try rules(rule(any)) }
        #expect(problems?.problems.first?.message == message)
        #expect(problems?.problems.first?.file == "review/fruit.en.yaml")
        #expect((problems?.problems.first?.line ?? 0) >= 5)
    }

    @Test("an idiom takes its words from rules, and is heard by a rule that names it in full")
    func ownIdioms() throws {
        #expect(try !fires(#"["apple"]"#, on: "I baked an apple pie"))
        #expect(try fires(#"["apple pie"]"#, on: "I baked an apple pie"))
        #expect(try fires(#"["(apple|pear) pie"]"#, on: "I baked an apple pie"))
        #expect(try !fires(#"["apple ~3 burnt"]"#, on: "the apple pie is burnt"))
    }

    @Test("a file whose name is of another category or language than its rules is refused with both names")
    func fileNames() throws {
        for name in ["legal-x.en", "fruit.de", "x.en", "fruity.en"] {
            let problems = #expect(throws: RuleFileProblems.self) {
                try rules(rule(#"["apple"]"#), file: name)
            }
            #expect(
                problems?.problems.first?.message
                    == "expected the file of these rules to be named fruit.en.yaml or fruit-….en.yaml, found "
                    + "\(name).yaml")
            #expect(problems?.problems.first?.line == 2)
        }
        _ = try rules(rule(#"["apple"]"#), file: "fruit-own.en")
    }

    @Test("an unknown key, a foreign schema and a folder without rules are refused")
    func refusals() throws {
        #expect(throws: RuleFileProblems.self) { try rules(rule(#"["apple"]"#, "colour: red")) }
        #expect(throws: RuleFileProblems.self) { try rules("schema: throughline/policy/v1") }
        #expect(throws: RuleFileProblems.self) {
            try FlagRules(folder: RuleFolder(files: []), digester: SodiumDigester())
        }
    }
}
