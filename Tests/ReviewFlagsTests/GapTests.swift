import Conversations
import ReviewFlags
import RuleFiles
import Sodium
import Testing

@Suite("What cannot be assessed")
struct GapTests {
    @Test(
        "a language without rules is a gap, never a clean bill",
        arguments: [
            "Мой телефон загорелся ночью и мы вызвали пожарных",
            "我的充电器昨晚着火了我们全家都很害怕请立即联系我",
            "O meu carregador pegou fogo ontem e ninguém me ajudou até agora",
            "Il mio ordine non è ancora arrivato e nessuno mi risponde da una settimana",
            "Quero morrer, não aguento mais", "A bateria explodiu e queimou a mão do meu filho.",
            "Voglio morire",
            "Ik wil niet meer leven", "Bateria wybuchła i poparzyła mojego syna", "Jag vill dö",
            "La bateria va explotar i va cremar la mà del meu fill",
            "Moje zamówienie jeszcze nie przyszło i nikt mi nie odpowiada od tygodnia",
        ])
    func foreign(text: String) throws {
        let assessment = try ShippedRules.detector().assess(text)
        #expect(assessment.gaps.map(\.reason) == [.languageWithoutRules])
        #expect(!assessment.isAssessed)
    }

    @Test("rules of one category in a new language flag, and do not make its other messages assessed")
    func oneCategory() throws {
        let lists = [
            "masks", "negators", "negator_exceptions", "reporters", "quote_headers", "everyday_requests",
            "affirmations", "denials", "misspellable", "distinct",
        ]
        let lexicon =
            "schema: throughline/review-lexicon/v1\nlanguage: pt\nlists:\n  law: [advogado]\n"
            + lists.map { "\($0): [zzyzx]\n" }.joined()
        let rules = """
            schema: throughline/review-rules/v1
            category: legal
            language: pt
            rules:
              - id: lawyer
                topic: lawyer
                severity: 3
                strength: decisive
                because: "a lawyer is named"
                any: ["meu @law"]
            """
        let added = RuleFolder(files: [
            try RuleFile(path: "review/lexicon.pt.yaml", bytes: Array(lexicon.utf8)),
            try RuleFile(path: "review/legal.pt.yaml", bytes: Array(rules.utf8)),
        ])
        let detector = FlagDetector(
            rules: try FlagRules(
                folder: try ShippedRules.folder().overlaid(by: added), digester: SodiumDigester()))
        let burnt = detector.assess([
            FlagMessage(author: .customer, text: "A bateria explodiu e queimou a mão do meu filho.")
        ])
        #expect(burnt.gaps.map(\.reason) == [.languageWithoutRules])
        let sued = detector.assess([
            FlagMessage(author: .customer, text: "Já falei com o meu advogado e não vou esperar mais.")
        ])
        #expect(sued.flags.map(\.category) == ["legal"] && !sued.isAssessed)
        let short = detector.assess([FlagMessage(author: .customer, text: "Meu advogado!")])
        #expect(short.flags.map(\.category) == ["legal"])
    }

    @Test(
        "short and everyday messages are assessed",
        arguments: [
            "ok", "order 4471", "Dzień dobry", "👍", "", "thanks a lot for the quick help",
            "Wann kommt mein Paket denn endlich an?", "No quiero vivir más", "je veux mourir", "refund pls",
            "de nada",
            "It is in the name of De la Cruz", "La app no funciona", "Où est mon colis ?",
        ])
    func everyday(text: String) throws {
        #expect(try ShippedRules.detector().assess(text).isAssessed)
    }

    @Test("an oversize or unreadable message is a gap, and the others are still read")
    func oversize() throws {
        let assessment = try ShippedRules.detector().assess([
            FlagMessage(author: .customer, text: String(repeating: "a ", count: FlagMessage.textBytesMax)),
            FlagMessage(author: .customer, text: "broken \u{0} bytes"),
            FlagMessage(author: .customer, text: "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            FlagMessage(author: .customer, text: "My lawyer will write to you"),
        ])
        #expect(assessment.gaps.map(\.message) == [0, 1, 2])
        #expect(assessment.gaps.map(\.reason) == [.oversize, .unreadable, .unreadable])
        #expect(Set(assessment.flags.map(\.category)) == ["legal"])
    }
}
