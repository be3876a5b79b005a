import Conversations
import ReviewFlags
import Testing

@Suite("Shipped rules and their cases")
struct RuleCasesTests {
    @Test("every case that rules were written for raises its category, and harmless ones raise none")
    func everyTunedCase() throws {
        let detector = try ShippedRules.detector()
        for item in try ShippedRules.cases() where !item.isHeldAside {
            let found = detector.categories(of: item.text)
            if item.category == "none" {
                #expect(detector.flagsByRules(of: item.text).isEmpty, "\(item.text)")
            } else {
                #expect(found.contains(item.category), "\(item.text) raises \(found.sorted())")
            }
        }
    }

    @Test(
        "cases kept aside from whoever writes rules are found as well", arguments: ["en", "de", "es", "fr"])
    func heldAside(language: String) throws {
        let count = try Self.count { $0.isHeldAside && !$0.isOblique && $0.language == language }
        #expect(count.found * 100 >= count.wanted * 95, "\(count)")
        #expect(count.wrong * 100 <= count.harmless * 5, "\(count)")
    }

    @Test("of cases that are told without any trigger word at least a quarter is found")
    func heldAsideOblique() throws {
        let count = try Self.count { $0.isHeldAside && $0.isOblique }
        #expect(count.found * 100 >= count.wanted * 25, "\(count)")
        #expect(count.wrong * 100 <= count.harmless * 20, "\(count)")
    }

    @Test("of harmless cases the linear model alone flags at most two in a hundred")
    func modelAlone() throws {
        let detector = try ShippedRules.detector()
        let harmless = try ShippedRules.cases().filter { $0.category == "none" }.map(\.text)
        let added = harmless.filter {
            !detector.categories(of: $0).isEmpty && detector.flagsByRules(of: $0).isEmpty
        }
        #expect(added.count * 100 <= harmless.count * 2, "\(added)")
    }

    private struct Count {
        var found = 0
        var wanted = 0
        var wrong = 0
        var harmless = 0
    }

    private static func count(where isCounted: (ShippedRules.Case) -> Bool) throws -> Count {
        let detector = try ShippedRules.detector()
        var count = Count()
        for item in try ShippedRules.cases() where isCounted(item) {
            let categories = detector.categories(of: item.text)
            if item.category == "none" {
                count.harmless += 1
                count.wrong += detector.flagsByRules(of: item.text).isEmpty ? 0 : 1
            } else {
                count.wanted += 1
                count.found += categories.contains(item.category) ? 1 : 0
            }
        }
        return count
    }

    @Test("every rule has at least one case that fires it")
    func everyRuleFires() throws {
        let detector = try ShippedRules.detector()
        var fired: Set<RuleID> = []
        for item in try ShippedRules.cases() {
            let assessment = detector.assess(item.text)
            fired.formUnion(assessment.flags.map(\.rule))
            fired.formUnion(assessment.suppressed.filter { $0.reason == .alone }.map(\.rule))
        }
        let silent = detector.rules.rules.filter { $0.origin != .structured && !fired.contains($0.id) }.map(
            \.id)
        #expect(silent.isEmpty)
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
