import Conversations
import ReviewFlags
import RuleFiles
import Testing

@Suite("Shipped rules and their cases")
struct RuleCasesTests {
    @Test("every case that rules were written for raises its category, and harmless ones raise none")
    func everyTunedCase() throws {
        let cases = try FlagCases(folder: try ShippedRules.folder())
        #expect(cases.failures(under: try ShippedRules.detector()).isEmpty)
    }

    @Test("a case that raises something else is named with file, line, and what was expected and found")
    func failing() throws {
        let text = """
            schema: throughline/review-cases/v1
            language: en
            cases:
              - {category: legal, held_aside: false, texts: ["What a nice day"]}
              - {category: none, held_aside: false, texts: ["My lawyer will sue you"]}
              - {category: legal, held_aside: true, texts: ["Nobody looks at this"]}
            """
        let file = try RuleFile(path: "review/cases/own.yaml", bytes: Array(text.utf8))
        let failures = try FlagCases(folder: RuleFolder(files: [file]))
            .failures(under: try ShippedRules.detector())
        #expect(failures.map(\.line) == [4, 5])
        #expect(failures.map(\.message) == ["expected legal, found none", "expected none, found legal"])
    }

    @Test(
        "cases kept aside from whoever writes rules are found as well", arguments: ["en", "de", "es", "fr"])
    func heldAside(language: String) throws {
        let count = try Self.share { $0.isHeldAside && !$0.isOblique && $0.language == language }
        #expect(count.found * 100 >= count.wanted * 95, "\(count)")
        #expect(count.wrong * 100 <= count.harmless * 5, "\(count)")
    }

    @Test("of cases that are told without any trigger word at least a quarter is found")
    func heldAsideOblique() throws {
        let count = try Self.share { $0.isHeldAside && $0.isOblique }
        #expect(count.found * 100 >= count.wanted * 25, "\(count)")
        #expect(count.wrong * 100 <= count.harmless * 20, "\(count)")
    }

    @Test("of harmless cases the linear model alone flags at most two in a hundred")
    func modelAlone() throws {
        let guesses = try FlagCases(folder: try ShippedRules.folder())
            .guesses(under: try ShippedRules.detector())
        #expect(guesses.flagged * 100 <= guesses.harmless * 2, "\(guesses)")
    }

    private static func share(of isCounted: (FlagCase) -> Bool) throws -> FlagCaseShare {
        FlagCaseShare(try ShippedRules.cases().filter(isCounted), under: try ShippedRules.detector())
    }

    @Test("every rule has at least one case that fires it")
    func everyRuleFires() throws {
        let cases = try FlagCases(folder: try ShippedRules.folder())
        #expect(cases.uncoveredRules(in: try ShippedRules.detector()).isEmpty)
    }

    @Test("every rule says why a person must look, and severity 4 needs no other rule")
    func everyRuleExplains() throws {
        for rule in try ShippedRules.detector().rules.rules {
            #expect(rule.because.split(separator: " ").count >= 4, "\(rule.id)")
            #expect(rule.severity < 4 || [.decisive, .strong].contains(rule.strength), "\(rule.id)")
        }
    }

    @Test("every evidence span is text of its message")
    func evidenceRederives() throws {
        let detector = try ShippedRules.detector()
        for item in try ShippedRules.cases() {
            let bytes = Array(item.text.utf8)
            for flag in detector.assess(item.text).flags {
                #expect(!flag.evidence.isEmpty)
                for span in flag.evidence {
                    #expect(span.range.lowerBound < span.range.upperBound)
                    #expect(span.range.upperBound <= bytes.count)
                    #expect(String(validating: bytes[span.range], as: UTF8.self) != nil)
                }
            }
        }
    }
}
