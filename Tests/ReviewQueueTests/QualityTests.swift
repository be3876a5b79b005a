import Conversations
import ReviewQueue
import Testing

@Suite("What samples prove")
struct QualityTests {
    private func isNear(_ left: Double?, _ right: Double, within: Double = 0.0005) -> Bool {
        left.map { abs($0 - right) < within } ?? false
    }

    @Test("no miss in 300, 1,000 and 3,000 proves at most 1.0, 0.30 and 0.10 percent missed")
    func noMisses() {
        for (total, most) in [(300, 0.00994), (1_000, 0.00299), (3_000, 0.00100)] {
            #expect(isNear(Proportion(hits: 0, total: total).upper(), most, within: 0.0001))
        }
        #expect(isNear(Proportion(hits: 25, total: 25).lower(), 0.887))
        #expect(isNear(Proportion(hits: 149, total: 149).lower(), 0.98))
        #expect(isNear(Proportion(hits: 299, total: 299).lower(), 0.99))
    }

    @Test("bounds are those of the exact method, and nothing proves nothing")
    func exact() {
        // 5 of 50, 95 % two-sided: .0333 to .2181 (Clopper and Pearson).
        let some = Proportion(hits: 5, total: 50)
        #expect(isNear(some.lower(error: 0.025), 0.0333) && isNear(some.upper(error: 0.025), 0.2181))
        #expect(Proportion(hits: 0, total: 0).upper() == 1 && Proportion(hits: 0, total: 0).lower() == 0)
    }

    @Test("recall is told as an interval over all strata, and a stratum nobody read proves nothing")
    func recall() {
        let read = Elusion(
            strata: [
                Elusion.Stratum(name: "random", size: 9_000, sample: Proportion(hits: 0, total: 1_000)),
                Elusion.Stratum(name: "suppressed", size: 100, sample: Proportion(hits: 2, total: 50)),
            ], found: 400)
        let recall = read.recall
        #expect(recall.lower < recall.counted && recall.counted < recall.upper)
        #expect(isNear(recall.counted, 400.0 / 404.0))
        let unread = Elusion(
            strata: [Elusion.Stratum(name: "random", size: 9_000, sample: Proportion(hits: 0, total: 0))],
            found: 400)
        #expect(unread.recall.lower < 0.05)
    }

    @Test("kappa falls where nearly everything is of one kind, AC1 does not")
    func agreement() {
        var both = Agreement()
        for _ in 0..<95 { both.add("none", "none") }
        for _ in 0..<1 { both.add("legal", "legal") }
        for _ in 0..<2 { both.add("legal", "none") }
        for _ in 0..<2 { both.add("none", "legal") }
        #expect(both.count == 100 && isNear(both.observed, 0.96))
        #expect(isNear(both.kappa, 0.3127) && isNear(both.ac1, 0.9575))
        var one = Agreement()
        one.add("none", "none")
        #expect(one.kappa == nil && one.ac1 == 1)
        #expect(Agreement().observed == nil)
    }

    @Test(
        "a report counts outcomes, clocks, people and rules, and sees stamps and rules that are mostly wrong")
    func report() throws {
        var lives: [CaseLife] = []
        for number in 0..<40 {
            let token = try ReviewCaseToken("case-\(number)")
            let opened = Invented.open(token: token)
            lives.append(
                try opened.held().decided(number < 32 ? .dismiss : .release))
        }
        lives.append(Invented.open(token: "late"))
        let document = ReviewMeasure(lives, at: Invented.minutes(300)).document
        #expect(document["cases"]?["decided"] == 40 && document["cases"]?["breached_now"] == 1)
        #expect(document["outcomes"]?["dismiss"] == 32)
        let rule = document["rules"]?.array?.first
        #expect(rule?["for_its_owner"] == true && rule?["false"] == 40)
        let reviewer = document["reviewers"]?.array?.first
        #expect(reviewer?["reviewer"] == "rosa" && reviewer?["rubber_stamp_signal"] == true)
        #expect(document["age_seconds"]?["oldest"] == 18_000)
    }

    @Test(
        "a direct read soon after a hold counts as a bypass, an earlier, a later and somebody else's do not")
    func bypass() {
        var measure = BypassMeasure(minutes: 10)
        measure.add(stopped: "ana", at: Invented.start)
        measure.add(stopped: "ana", at: Invented.minutes(60))
        measure.add(stopped: "ben", at: Invented.start)
        measure.add(reads: [Invented.minutes(-1), Invented.minutes(9), Invented.minutes(71)], by: "ana")
        measure.add(reads: [Invented.minutes(5)], by: "zoe")
        measure.add(reads: [Invented.minutes(11)], by: "ben")
        let document = measure.document
        #expect(document["stops"] == 3 && document["followed_by_read"] == 1)
        #expect(document["bypass_permille"] == 333)
        #expect(document["people"] == [["subject": "ana", "followed_by_read": 1]])
    }
}
