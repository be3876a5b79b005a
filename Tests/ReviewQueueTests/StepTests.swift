import Conversations
import ReviewQueue
import Testing

@Suite("Steps of review cases")
struct StepTests {
    @Test("one reviewer decides an ordinary case, and the release is for the view that was looked at")
    func released() throws {
        let life = try Invented.open().held().decided(.release)
        #expect(life.word(at: Invented.start) == "released")
        #expect(life.release?.view == "view-1" && life.release?.lines == nil)
        #expect(life.release?.watermark?.record == Invented.record)
    }

    @Test("a view that was not looked at under this lease is not decided")
    func notSeen() throws {
        let claimed = try Invented.open().stepped(
            .claim(by: Invented.rosa, lease: "lease-1", minutes: 15), at: Invented.start)
        let decide = CaseStep.decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.release))
        #expect(claimed.refusal(decide) == .notSeen)
        let looked = try claimed.stepped(
            .look(by: Invented.rosa, lease: "lease-1", Invented.sight("another")), at: Invented.start)
        #expect(looked.refusal(decide) == .notSeen)
    }

    @Test(
        "requesters, people in the conversation, other organisations, machines and other roles do not claim")
    func ineligible() {
        let refusals: [(CaseReviewer, CaseRefusal)] = [
            (Invented.agentAsReviewer, .ownRequest), (Invented.involved, .involved),
            (Invented.vendorAsReviewer, .outside), (Invented.machine, .notReviewer),
            (Invented.agent, .notReviewer),
        ]
        for (reviewer, expected) in refusals {
            #expect(
                Invented.open().refusal(.claim(by: reviewer, lease: "l", minutes: 15)) == expected)
        }
    }

    @Test("one lease holds, a stale token is refused, and a lease that ended decides nothing")
    func leases() throws {
        let held = try Invented.open().held()
        #expect(held.refusal(.claim(by: Invented.raj, lease: "l2", minutes: 15)) == .leased)
        let stale = CaseStep.decide(by: Invented.rosa, lease: "old", Invented.decision(.release))
        #expect(held.refusal(stale) == .staleLease)
        let late = CaseStep.decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.release))
        #expect(held.refusal(late, at: Invented.minutes(15)) == .staleLease)
        let taken = try held.stepped(
            .claim(by: Invented.raj, lease: "l2", minutes: 15), at: Invented.minutes(15))
        #expect(taken.refusal(late, at: Invented.minutes(1)) == .staleLease)
        #expect(taken.sights.isEmpty)
    }

    @Test("whoever has a case is given it again under a new lease, and no second one")
    func claimedAgain() throws {
        let held = try Invented.open().held()
        let again = try held.stepped(
            .claim(by: Invented.rosa, lease: "l2", minutes: 15), at: Invented.minutes(10))
        #expect(again.lease(at: Invented.minutes(20))?.token == "l2" && again.sights.isEmpty)
        let stale = CaseStep.decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.release))
        #expect(again.refusal(stale, at: Invented.minutes(11)) == .staleLease)
        let grave = Invented.open([CaseConcern(category: "safety", severity: 4)], token: "case-2")
        let next = ReviewOrder.next(among: [grave, held], at: Invented.minutes(1)) { _ in Invented.rosa }
        #expect(next?.opened.token == held.opened.token)
        let others = ReviewOrder.next(among: [grave, held], at: Invented.minutes(1)) { _ in Invented.raj }
        #expect(others?.opened.token == grave.opened.token)
    }

    @Test("at severity 4 one person releases a crisis view, and everything else takes two")
    func severity4() throws {
        let grave = Invented.open([CaseConcern(category: "safety", severity: 4)])
        #expect(try grave.held().decided(.releaseCrisis).release?.isCrisis == true)
        for verdict in [CaseVerdict.release, .releaseEdited(Invented.lines), .withhold, .dismiss] {
            let proposed = try grave.held().decided(verdict)
            #expect(proposed.word(at: Invented.start) == "proposed" && proposed.release == nil)
            #expect(
                proposed.refusal(.claim(by: Invented.rosa, lease: "l2", minutes: 15)) == .notNew)
            let final = try proposed.held(by: Invented.raj, lease: "l2").stepped(
                .confirm(by: Invented.raj, lease: "l2", agrees: true, wordsCount: 20), at: Invented.start)
            #expect(!final.isOpen && final.outcome?.confirmedBy?.subject == "raj")
        }
        #expect(
            try Invented.open().held().refusal(
                .decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.releaseCrisis))) == .noCrisis)
    }

    @Test("what was found only when somebody looked counts for four eyes too")
    func graverSight() throws {
        let life = try Invented.open().held(Invented.sight(severity: 4)).decided(.release)
        #expect(life.word(at: Invented.start) == "proposed")
    }

    @Test("a decisive rule is dismissed by two, and a legal case reaches another organisation by two")
    func fourEyes() throws {
        let decisive = Invented.open(isDecisive: true)
        #expect(try decisive.held().decided(.dismiss).isOpen)
        #expect(try !decisive.held().decided(.release).isOpen)
        let legal = [CaseConcern(category: "legal", severity: 2)]
        let outside = Invented.open(
            legal, requests: [Invented.request("vic", "vendor_agent", isExternal: true)])
        #expect(try outside.held().decided(.release).isOpen)
        #expect(try outside.held().decided(.dismiss).isOpen)
        #expect(try !outside.held().decided(.withhold).isOpen)
        #expect(try !Invented.open(legal).held().decided(.release).isOpen)
    }

    @Test("two who disagree hand the case to a senior, and the first one is out of it")
    func disagree() throws {
        let disputed = try Invented.open(isDecisive: true).held().decided(.dismiss)
            .held(by: Invented.raj, lease: "l2")
            .stepped(
                .confirm(by: Invented.raj, lease: "l2", agrees: false, wordsCount: 20), at: Invented.start)
        #expect(disputed.word(at: Invented.start) == "escalated" && disputed.dismissal == nil)
        #expect(disputed.refusal(.claim(by: Invented.rosa, lease: "l3", minutes: 15)) == .notNew)
        #expect(disputed.refusal(.claim(by: Invented.raj, lease: "l3", minutes: 15)) == .seniorOnly)
        #expect(disputed.refusal(.claim(by: Invented.senior, lease: "l3", minutes: 15)) == nil)
    }

    @Test("time escalates, takes leases away, and never decides")
    func time() throws {
        let waiting = Invented.open()
        #expect(waiting.stepDue(at: Invented.minutes(59)) == nil)
        #expect(waiting.stepDue(at: Invented.minutes(60)) == .escalate)
        #expect(waiting.refusal(.escalate, at: Invented.minutes(59)) == .notDue)
        let held = try waiting.held()
        #expect(held.stepDue(at: Invented.minutes(15)) == .expire)
        let late = try held.stepped(.escalate, at: Invented.minutes(240))
        #expect(late.isOpen && late.lease == nil && late.stepDue(at: Invented.minutes(99_999)) == nil)
        let accepted = try waiting.stepped(.accept(by: Invented.party("otto", "agent")), at: Invented.start)
        #expect(accepted.stepDue(at: Invented.minutes(60)) == nil)
    }

    @Test("after a clock ran out people are paged again and again until the case is closed")
    func pages() throws {
        let waiting = Invented.open()
        #expect(
            waiting.pagesDue(at: Invented.minutes(59)) == 0 && waiting.pagesDue(at: Invented.minutes(89)) == 0
        )
        #expect(waiting.pagesDue(at: Invented.minutes(90)) == 1)
        let late = try waiting.stepped(.escalate, at: Invented.minutes(60))
        #expect(late.pagesDue(at: Invented.minutes(60 + 24 * 60)) == 48)
        let taken = try waiting.held()
        #expect(
            taken.pagesDue(at: Invented.minutes(239)) == 0 && taken.pagesDue(at: Invented.minutes(270)) == 1)
        let closed = try taken.stepped(
            .decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.withhold)), at: Invented.start)
        #expect(closed.isOpen || closed.pagesDue(at: Invented.minutes(9_999)) == 0)
    }

    @Test("lines that were not offered are not chosen, and neither is nothing")
    func lines() throws {
        let held = try Invented.open().held()
        let foreign = LineReference(record: Invented.record, range: 0..<20)
        for chosen in [[foreign], [], Invented.lines + [foreign]] {
            let step = CaseStep.decide(
                by: Invented.rosa, lease: "lease-1", Invented.decision(.releaseEdited(chosen)))
            #expect(held.refusal(step) == .linesNotOffered)
        }
        #expect(try held.decided(.releaseEdited([Invented.lines[1]])).release?.lines == [Invented.lines[1]])
    }

    @Test("a disputed decision holds no more, once, and whoever decided is out of the new case")
    func contested() throws {
        let released = try Invented.open().held().decided(.release)
        let contested = try released.stepped(
            .contest(by: Invented.party("otto", "agent"), into: "case-2"), at: Invented.start)
        #expect(contested.release == nil && contested.outcome == nil)
        #expect(
            contested.refusal(.contest(by: Invented.party("otto", "agent"), into: "case-3"))
                == .notContestable)
        #expect(
            Invented.open().refusal(.contest(by: Invented.party("otto", "agent"), into: "x"))
                == .notContestable)
        let again = Invented.open(excluded: ["rosa"])
        #expect(again.refusal(.claim(by: Invented.rosa, lease: "l", minutes: 15)) == .notNew)
    }

    @Test("while an operator stops the queue nobody claims, decides or agrees")
    func stopped() throws {
        let held = try Invented.open().held()
        let decide = CaseStep.decide(by: Invented.rosa, lease: "lease-1", Invented.decision(.release))
        #expect(held.refusal(decide, isStopped: true) == .stopped)
        #expect(
            Invented.open().refusal(.claim(by: Invented.rosa, lease: "l", minutes: 15), isStopped: true)
                == .stopped)
    }

    @Test("fifteen characters of one's own words are the least, for both of two")
    func words() throws {
        let step = CaseStep.decide(
            by: Invented.rosa, lease: "lease-1", Invented.decision(.release, words: 14))
        #expect(try Invented.open().held().refusal(step) == .reasonTooShort)
    }

    @Test("what other organisations asked is left for a case of its own when an agent's request was decided")
    func remainder() throws {
        let vendor = Invented.request("vic", "vendor_agent", isExternal: true)
        let asked = try Invented.open().stepped(.ask(vendor), at: Invented.start)
            .stepped(.ask(Invented.request("otto")), at: Invented.start)
        #expect(asked.requests.count == 2 && asked.requests[0].askers == ["ana", "otto"])
        let decided = try asked.held().decided(.release)
        let left = decided.remainder(
            "case-2", at: Invented.start, acknowledgeBy: Invented.start, decideBy: Invented.start)
        #expect(left?.start.requests == [vendor] && left?.start.follows == "case-1")
        #expect(
            try asked.held().decided(.dismiss).remainder(
                "case-2", at: Invented.start, acknowledgeBy: Invented.start, decideBy: Invented.start) == nil)
    }

    @Test(
        "cases are given out the gravest first, then the soonest due, and to nobody who may not decide them")
    func order() throws {
        let low = Invented.open(token: "low")
        let grave = Invented.open([CaseConcern(category: "safety", severity: 4)], token: "grave")
        let older = Invented.open(token: "older", at: Invented.minutes(-10))
        let lives = [low, grave, older]
        func next(_ reviewer: CaseReviewer, skipping: Set<FlagCategory> = []) -> ReviewCaseToken? {
            ReviewOrder.next(among: lives, at: Invented.start, skipping: skipping) { _ in reviewer }?.opened
                .token
        }
        #expect(next(Invented.rosa) == "grave")
        #expect(next(Invented.rosa, skipping: ["safety"]) == "older")
        #expect(next(Invented.agentAsReviewer) == nil && next(Invented.vendorAsReviewer) == nil)
        let kept = Invented.open(assignee: "raj")
        #expect(kept.refusal(.claim(by: Invented.rosa, lease: "l", minutes: 15)) == .notAssigned)
        #expect(
            kept.refusal(.claim(by: Invented.rosa, lease: "l", minutes: 15), at: Invented.minutes(60)) == nil)
    }
}
