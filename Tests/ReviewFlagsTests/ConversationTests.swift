import Conversations
import GatewayTestSupport
import ReviewFlags
import Testing

@Suite("Flags over a conversation")
struct ConversationTests {
    @Test("adding a message never removes a flag")
    func additive() throws {
        let detector = try ShippedRules.detector()
        let texts = try ShippedRules.cases().map(\.text)
        for seed in UInt64(0)..<60 {
            var generator = SeededGenerator(seed: seed)
            var messages: [FlagMessage] = []
            var before: Set<RuleID> = []
            for _ in 0..<6 {
                let author = AuthorRole.allCases.randomElement(using: &generator) ?? .customer
                let text = texts.randomElement(using: &generator) ?? ""
                messages.append(FlagMessage(author: author, text: text))
                let after = Set(detector.assess(messages).flags.map(\.rule))
                #expect(after.isSuperset(of: before))
                before = after
            }
        }
    }

    @Test("the same messages give the same assessment, whatever their times")
    func deterministic() throws {
        let texts = try ShippedRules.cases().map(\.text)
        let plain = texts.map { FlagMessage(author: .customer, text: $0) }
        let timed = texts.enumerated().map {
            FlagMessage(author: .customer, text: $1, at: Timestamp(milliseconds: Int64($0) * 1000))
        }
        #expect(try ShippedRules.detector().assess(plain) == ShippedRules.detector().assess(timed))
    }

    @Test("two weak signs in neighbouring messages join, far apart they do not")
    func joining() throws {
        let detector = try ShippedRules.detector()
        let ask = FlagMessage(author: .customer, text: "Could I get a refund please")
        let wait = FlagMessage(author: .customer, text: "I have been waiting for six weeks")
        let filler = FlagMessage(author: .agent, text: "Thanks, let me look.")
        #expect(detector.assess([ask]).flags.isEmpty)
        #expect(detector.assess([wait]).flags.isEmpty)
        #expect(detector.assess([ask, wait]).flags.map(\.category).contains("billing"))
        #expect(detector.assess([ask, filler, filler, filler, filler, wait]).flags.isEmpty)
    }

    @Test("staff are read for what they say the customer said, not for their own words")
    func staffNotes() throws {
        let detector = try ShippedRules.detector()
        func flags(_ text: String) -> [Flag] {
            detector.assess([FlagMessage(author: .agent, text: text)]).flags
        }
        #expect(
            Set(flags("Customer says she will contact her lawyer about this.").map(\.category)) == ["legal"])
        #expect(flags("We will not take legal action over this.").isEmpty)
        #expect(flags("Never charge the phone near a fire, the battery may explode.").isEmpty)
    }

    @Test(
        "a customer's decisive words count where staff quote them in a mail, or a bot in its report",
        arguments: [
            (AuthorRole.agent, "Customer said: I will kill myself tonight"),
            (.agent, "See below.\n\nOn 3 May Jo wrote:\n> I will kill myself tonight"),
            (.agent, "Begin forwarded message\nFrom: Jo\nI will kill myself tonight"),
            (.bot, "Customer said: I will kill myself tonight"),
            (.bot, "Summary. User message: \"I am going to kill myself\". Handed over."),
            (.bot, "El cliente escribió: me voy a suicidar"),
            (.bot, "Die Kundin schrieb: Ich bringe mich um"),
            (.bot, "Message du client : je vais me suicider"),
        ])
    func reportedByOthers(author: AuthorRole, text: String) throws {
        let flags = try ShippedRules.detector().assess([FlagMessage(author: author, text: text)]).flags
        #expect(flags.contains { $0.category == "safety" && $0.severity == 4 })
    }

    @Test("what staff and bots say in words of their own is no customer's word")
    func ownWords() throws {
        for author in [AuthorRole.agent, .bot] {
            let text =
                "If you are thinking about suicide, call 988. We will take legal action on chargebacks."
            #expect(
                try ShippedRules.detector().assess([FlagMessage(author: author, text: text)]).flags.isEmpty)
        }
    }

    @Test("a quotation weighs less, but never hides danger to life")
    func quotations() throws {
        let detector = try ShippedRules.detector()
        #expect(
            Set(detector.assess("Thanks, all fine now.\n> I want to kill myself").flags.map(\.severity)) == [
                4
            ])
        #expect(detector.assess("Thanks.\n> You overcharged me for the cable").flags.isEmpty)
    }

    @Test("a denied intention clears a legal threat, a denied mood never clears self-harm")
    func denials() throws {
        let detector = try ShippedRules.detector()
        let denied = detector.assess("I am not going to sue you, just fix it")
        #expect(denied.flags.isEmpty)
        #expect(denied.suppressed.map(\.reason).contains(.negation))
        #expect(detector.categories(of: "I won't hesitate to sue you") == ["legal"])
        #expect(detector.categories(of: "I am not joking, I want to kill myself").contains("safety"))
    }

    @Test("idioms and names are kept in the trace")
    func idioms() throws {
        let assessment = try ShippedRules.detector().assess("Is Suicide Squad on tonight?")
        #expect(assessment.flags.isEmpty)
        #expect(assessment.suppressed.map(\.reason).contains(.idiom))
    }
}
