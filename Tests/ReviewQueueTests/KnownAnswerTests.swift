import Conversations
import GatewayTestSupport
import ReviewQueue
import Testing

@Suite("Cases whose answer is known")
struct KnownAnswerTests {
    private static let terms = KnownTerms(
        sharePermille: 20, pauseMinutesMax: 90, againAfterDays: 30, tellAfterMinutes: 60,
        officers: ["compliance"])

    private static func answer(_ id: KnownAnswerID, expected: [String] = ["withhold"]) -> KnownAnswer {
        KnownAnswer(
            id: id, category: "legal", expected: expected, because: "solicitors act",
            asking: KnownAnswer.Asking(
                role: "agent", organisation: "house", region: nil, purpose: "resolve_billing"),
            person: [Field(name: "name", fieldClass: "person.name", value: "Henrietta Quill")], tier: nil,
            thread: KnownAnswer.Thread(
                source: "tickets", id: "T-####", messageID: "m###", status: "open", subject: "Invoice",
                channel: "email", contactType: "billing", queue: nil, region: nil, assignee: nil, team: nil,
                fields: []),
            messages: [10, 500, 3_000].map { minutes in
                KnownAnswer.Message(
                    kind: .message, author: Author(role: .customer), visibility: .public,
                    minutesBefore: minutes, text: "said \(minutes) minutes ago")
            })
    }

    private static let test = KnownTest(
        answer: "counsel", category: "legal", expected: ["withhold"], because: "solicitors act",
        tellAfterMinutes: 60, beside: "case-0", seed: 7, since: Invented.start)

    private static func marked(_ concerns: [CaseConcern]) -> CaseLife {
        CaseLife(Invented.open(concerns).opened.marked(test))
    }

    @Test(
        "two in a hundred cases draw one, the same ones each time, at pauses spread over the whole of the span"
    )
    func draws() {
        var random = SeededGenerator(seed: 38)
        var hits = 0
        var late = 0
        for _ in 0..<20_000 {
            let draw = KnownDraw(digest: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
            #expect(draw.isHit(permille: 1_000) && !draw.isHit(permille: 0))
            hits += draw.isHit(permille: 20) ? 1 : 0
            let pause = draw.pauseMilliseconds(within: 90)
            #expect((0...5_400_000).contains(pause) && draw.pick(among: 1) == 0)
            late += pause > 2_700_000 ? 1 : 0
        }
        #expect((320...480).contains(hits), "\(hits)")
        #expect((9_600...10_400).contains(late), "\(late)")
    }

    @Test("none is due before its pause is over, without a hit, or again before it has rested")
    func due() {
        let answers: [KnownAnswer] = [Self.answer("b"), Self.answer("a")]
        let hit = KnownDraw(digest: [UInt8](repeating: 0, count: 32))
        let miss = KnownDraw(digest: (0..<32).map { $0 == 7 ? 231 : 0 })
        let at = Invented.start
        func due(_ draw: KnownDraw, _ past: [KnownAnswerID: Timestamp] = [:]) -> KnownAnswerID? {
            Self.terms.due(draw, openedAt: at, now: at, among: answers, past: past)?.id
        }
        #expect(due(hit) == "a")
        #expect(due(miss) == nil)
        #expect(due(hit, ["a": at.adding(milliseconds: -86_400_000)]) == "b")
        #expect(due(hit, ["a": at.adding(milliseconds: -31 * 86_400_000)]) == "a")
        #expect(due(hit, ["a": at, "b": at]) == nil)
    }

    @Test(
        "a history is the same each time, its ids are in the source's shape and rise, and no source has its person"
    )
    func history() {
        let answer = Self.answer("a")
        let first = answer.history(customer: Invented.customer, seed: 99, since: Invented.start)
        #expect(first == answer.history(customer: Invented.customer, seed: 99, since: Invented.start))
        let timeline = Timeline([first])
        let ids = timeline.interactions.map(\.record.reference.id)
        #expect(ids == ids.sorted() && Set(ids).count == 3)
        #expect(ids.allSatisfy { $0.count == 4 && $0.hasPrefix("m") && Int($0.dropFirst()) != nil })
        let id = answer.conversation(seed: 99).id
        #expect(id.count == 6 && id.hasPrefix("T-") && !id.contains("#"))
        #expect(timeline.interactions.allSatisfy { $0.conversation.id == id && $0.at < Invented.start })
        #expect(timeline.persons.map(\.reference.id) == [Invented.customer.description])
        #expect(answer.conversation(seed: 100).id != id)
    }

    @Test("how a case begins is read back with its test, and without one it is written as before")
    func documents() throws {
        let opened = Self.marked([CaseConcern(category: "legal", severity: 3)]).opened
        let read = try #require(
            CaseStart(document: try JSONValue(json: Array(opened.start.document.text().utf8))))
        #expect(read == opened.start && read.test == Self.test)
        #expect(Invented.open().opened.start.document["test"] == nil)
        var spoiled = opened.start.document.object ?? [:]
        spoiled["test"] = ["answer": "counsel"]
        #expect(CaseStart(document: .object(spoiled)) == nil)
    }

    /// A case of severity 3, decided by one person.
    private func decided(_ verdict: CaseVerdict, marked: Bool) throws -> CaseLife {
        let concerns = [CaseConcern(category: "legal", severity: 3)]
        var life = marked ? Self.marked(concerns) : Invented.open(concerns)
        let at = Invented.start
        life = try life.stepped(.claim(by: Invented.rosa, lease: "l1", minutes: 15), at: at)
        life = try life.stepped(.look(by: Invented.rosa, lease: "l1", Invented.sight()), at: at)
        return try life.stepped(
            .decide(
                by: Invented.rosa, lease: "l1",
                CaseDecision(verdict: verdict, view: "view-1", reason: "other", wordsCount: 20)), at: at)
    }

    @Test("a test takes every step as any other case does, and releases and dismisses nothing")
    func releasesNothing() throws {
        for verdict in [CaseVerdict.release, .withhold, .dismiss] {
            let test = try decided(verdict, marked: true)
            let other = try decided(verdict, marked: false)
            #expect(test.stage == other.stage && test.stepCount == other.stepCount)
            #expect(test.word(at: Invented.start) == other.word(at: Invented.start))
            #expect(test.release == nil && test.dismissal == nil)
            #expect((other.release != nil) == (verdict == .release))
        }
    }

    @Test("the verdict is compared with what is known, and the reviewer alone is told, after the time for it")
    func results() throws {
        let right = try decided(.withhold, marked: true)
        let wrong = try decided(.release, marked: true)
        #expect(right.knownResults.map(\.isRight) == [true] && wrong.knownResults.map(\.isRight) == [false])
        #expect(try decided(.release, marked: false).knownResults.isEmpty)
        let later = Invented.start.adding(milliseconds: 3_600_000)
        #expect(wrong.toldResult(to: "rosa", at: later.adding(milliseconds: -1)) == nil)
        #expect(wrong.toldResult(to: "rosa", at: later)?.isRight == false)
        #expect(wrong.toldResult(to: "raj", at: later) == nil)
    }

    @Test(
        "officers count tests apart from cases, and whoever decides finds no figure that differs before it is told"
    )
    func measures() throws {
        let cases = [try decided(.release, marked: false), try decided(.withhold, marked: false)]
        let test = try decided(.withhold, marked: true)
        let officers = ReviewMeasure(cases + [test], at: Invented.start).document
        #expect(officers["cases"]?["all"] == 2 && officers["cases"]?["decided"] == 2)
        let known = try #require(officers["known_answers"]?["categories"]?.array?.first)
        #expect(
            known["asked"] == 1 && known["right_permille"] == 1_000
                && (24...25).contains(known["right_permille_at_least"]?.int ?? 0))
        #expect(officers["known_answers"]?["reviewers"]?.array?.first?["reviewer"] == "rosa")
        let like = ReviewMeasure(
            cases + [try decided(.withhold, marked: false)], at: Invented.start, isForOfficers: false
        ).document
        let reviewers = ReviewMeasure(cases + [test], at: Invented.start, isForOfficers: false).document
        #expect(reviewers == like)
        let told = ReviewMeasure(
            cases + [test], at: Invented.start.adding(milliseconds: 3_600_000), isForOfficers: false
        ).document
        #expect(told["cases"]?["all"] == 2 && told["known_answers"]?["reviewers"] == nil)
    }
}
