import Conversations
import GatewayTestSupport
import ReviewQueue
import Testing

/// Random lives of review cases with crashes, restarts, clocks that jump and races, held against a plain account.
@Suite("Random steps of review cases")
struct RandomStepTests {
    /// What must have happened for a release to be right, kept without the machine.
    private struct Account {
        struct Look: Hashable {
            let lease: CaseLeaseToken
            let view: ViewKey
        }
        var holder: (lease: CaseLeaseToken, by: CaseReviewer, until: Timestamp)?
        var looks: Set<Look> = []
        var proposer: (by: CaseReviewer, decision: CaseDecision)?
        var released: ViewKey?
        var deciders: [CaseReviewer] = []
        var isContested = false
        var isEscalated = false
        var excluded: Set<PrincipalID> = []
        var latest: Timestamp
    }

    private static let takenMin = 100_000

    @Test(
        "there is never a release without a human decision that is valid for it, whatever crashes, races or clocks do"
    )
    func releases() throws {
        var random = SeededGenerator(seed: 20_26)
        var tried = 0
        var taken = 0
        var releases = 0
        while taken < Self.takenMin {
            var world = World(&random)
            for _ in 0..<60 {
                tried += 1
                guard try world.turn(&random) else { continue }
                taken += 1
                releases += world.checked() ? 1 : 0
            }
        }
        #expect(
            releases > 3_000 && tried > taken,
            "the property is about releases that happen: \(releases) in \(taken) steps")
    }

    /// One case with what is durable of it, what two processes believe, and the plain account.
    private struct World {
        let opened: ReviewCase
        var durable: [TakenStep] = []
        var life: CaseLife
        /// What another process read some steps ago.
        var stale: CaseLife
        var account: Account
        var now = Invented.start
        var isStopped = false
        private var number = 0

        init(_ random: inout SeededGenerator) {
            let severity = Int.random(in: 1...4, using: &random)
            let category: FlagCategory = Bool.random(using: &random) ? "legal" : "billing"
            let isExternal = Bool.random(using: &random)
            life = Invented.open(
                [CaseConcern(category: category, severity: severity)],
                isDecisive: Bool.random(using: &random),
                requests: [Invented.request(isExternal: isExternal)])
            opened = life.opened
            stale = life
            account = Account(latest: now)
        }

        /// One try at a step; whether it was taken and is durable.
        mutating func turn(_ random: inout SeededGenerator) throws -> Bool {
            now = now.adding(milliseconds: Self.jump(&random))
            switch Int.random(in: 0..<24, using: &random) {
            case 0:  // a restart: nothing is left but what is durable
                life = try CaseLife(opened, steps: durable)
                stale = life
            case 1: isStopped.toggle()
            case 2: stale = life
            default: break
            }
            let step = step(&random)
            // A race: the other process would take the step by what it read; the ledger decides by what is durable.
            let isRace = Int.random(in: 0..<4, using: &random) == 0
            if isRace, (try? stale.stepped(step, at: now)) == nil { return false }
            guard let next = try? life.stepped(step, at: now, isStopped: isStopped) else { return false }
            hold(next.seenAt >= life.seenAt)
            // A crash before the commit: neither the step nor its leaf was written.
            guard Int.random(in: 0..<20, using: &random) > 0 else {
                life = try CaseLife(opened, steps: durable)
                return false
            }
            note(step, at: next.seenAt)
            durable.append(TakenStep(step: step, at: next.seenAt))
            life = next
            if durable.count % 29 == 0 {
                let text = try durable.map { try $0.step.document.canonicalBytes() }
                let read = try zip(text, durable).map { bytes, taken in
                    TakenStep(
                        step: try #require(CaseStep(document: JSONValue(json: bytes))), at: taken.at)
                }
                hold(try CaseLife(opened, steps: read) == life)
            }
            return true
        }

        private static func jump(_ random: inout SeededGenerator) -> Int64 {
            switch Int.random(in: 0..<30, using: &random) {
            case 0: -Int64.random(in: 0...7_200_000, using: &random)
            case 1: Int64.random(in: 0...3_600_000, using: &random)
            default: Int64.random(in: 0...40_000, using: &random)
            }
        }

        private mutating func step(_ random: inout SeededGenerator) -> CaseStep {
            let people = Invented.everybody + [Invented.rosa, Invented.raj, Invented.senior]
            var by = people.randomElement(using: &random) ?? Invented.rosa
            let leases: [CaseLeaseToken] = ["l1", "l2", "l3"]
            var lease = leases.randomElement(using: &random) ?? "l1"
            // Mostly the holder steps, else little happens.
            if let held = life.lease, Int.random(in: 0..<4, using: &random) > 0 {
                by = held.by
                lease = held.token
            }
            let views: [ViewKey] = ["view-1", "view-2"]
            let view = views.randomElement(using: &random) ?? "view-1"
            // Mostly what comes next, so that cases are decided and not only claimed.
            if Bool.random(using: &random) {
                guard let held = life.lease else {
                    return .claim(by: by, lease: lease, minutes: Int.random(in: 0...20, using: &random))
                }
                if life.sights.isEmpty { return .look(by: held.by, lease: held.token, Invented.sight(view)) }
                if case .proposed = life.stage {
                    return .confirm(
                        by: by, lease: lease, agrees: Int.random(in: 0..<4, using: &random) > 0,
                        wordsCount: Int.random(in: 10...30, using: &random))
                }
                return .decide(by: by, lease: lease, decision(view, &random))
            }
            switch Int.random(in: 0..<16, using: &random) {
            case 0, 1: return .claim(by: by, lease: lease, minutes: Int.random(in: 0...20, using: &random))
            case 2...5: return .look(by: by, lease: lease, Invented.sight(view))
            case 6: return .giveBack(by: by, lease: lease)
            case 7: return .expire
            case 8: return .escalate
            case 9: return .decide(by: by, lease: lease, decision(view, &random))
            case 10, 11: return .confirm(by: by, lease: lease, agrees: true, wordsCount: 20)
            case 12: return .widen(by: by, lease: lease, Invented.record)
            case 13: return .ask(Invented.request(isExternal: Bool.random(using: &random)))
            case 14: return .contest(by: by.party, into: "case-2")
            default:
                return Int.random(in: 0..<12, using: &random) == 0
                    ? .supersede(by: "case-3") : .accept(by: Invented.party("otto", "agent"))
            }
        }

        private func decision(_ view: ViewKey, _ random: inout SeededGenerator) -> CaseDecision {
            let verdicts: [CaseVerdict] = [
                .release, .release, .releaseEdited(Invented.lines), .releaseCrisis, .withhold, .dismiss,
            ]
            return Invented.decision(
                verdicts.randomElement(using: &random) ?? .withhold, view: view,
                words: Int.random(in: 12...40, using: &random))
        }

        /// WHY not the macro: it costs more than all the steps, and says nothing while it holds.
        private func hold(_ isSo: Bool, _ line: Int = #line) {
            if !isSo { Issue.record("line \(line) does not hold after \(durable.count) steps of \(opened)") }
        }

        // MARK: - The plain account

        private mutating func note(_ step: CaseStep, at seen: Timestamp) {
            account.latest = max(account.latest, seen)
            switch step {
            case .claim(let by, let lease, let minutes):
                account.holder = (lease, by, seen.adding(milliseconds: Int64(minutes) * 60_000))
                account.looks = []
            case .look(_, let lease, let sight):
                // A later look at the same request takes the place of the one before.
                account.looks = [Account.Look(lease: lease, view: sight.view)]
            case .giveBack, .expire, .escalate, .supersede:
                account.holder = nil
                if case .escalate = step { account.isEscalated = true }
            case .decide(let by, let lease, let decision):
                expectHeld(by, lease, at: seen)
                hold(account.looks.contains(Account.Look(lease: lease, view: decision.view)))
                hold(decision.wordsCount >= 15 && !isStopped)
                account.holder = nil
                account.proposer = (by, decision)
                if !needsTwo(decision.verdict) { settle(decision, [by]) }
            case .confirm(let by, let lease, let agrees, _):
                expectHeld(by, lease, at: seen)
                account.holder = nil
                guard let proposer = account.proposer else {
                    Issue.record("a proposal was confirmed that was never made")
                    return
                }
                hold(account.looks.contains(Account.Look(lease: lease, view: proposer.decision.view)))
                hold(by.party.subject != proposer.by.party.subject && !isStopped)
                if agrees {
                    settle(proposer.decision, [proposer.by, by])
                } else {
                    account.proposer = nil
                    account.isEscalated = true
                    account.excluded.insert(proposer.by.party.subject)
                }
            case .contest: account.isContested = true
            case .ask, .widen, .accept: break
            }
        }

        private func needsTwo(_ verdict: CaseVerdict) -> Bool {
            let isGrave = opened.severity == 4
            let isLegal = opened.concerns.contains { $0.category == "legal" }
            let isOutside = life.requests.contains(where: \.isExternal)
            switch verdict {
            case .releaseCrisis: return isLegal && life.requests[0].isExternal
            case .release, .releaseEdited: return isGrave || (isLegal && life.requests[0].isExternal)
            case .withhold: return isGrave
            case .dismiss: return isGrave || opened.start.isDecisive || (isLegal && isOutside)
            }
        }

        private mutating func settle(_ decision: CaseDecision, _ by: [CaseReviewer]) {
            account.deciders = by
            switch decision.verdict {
            case .release, .releaseEdited, .releaseCrisis: account.released = decision.view
            case .withhold, .dismiss: account.released = nil
            }
        }

        private func expectHeld(_ by: CaseReviewer, _ lease: CaseLeaseToken, at seen: Timestamp) {
            guard let holder = account.holder else {
                Issue.record("somebody decided without a lease")
                return
            }
            hold(holder.lease == lease && holder.by.party == by.party && seen < holder.until)
            hold(by.party.actor == nil && !by.isOutside && !by.isInvolved)
            hold(by.isReviewer || by.isSenior)
            hold(by.party.subject != "ana" && !account.excluded.contains(by.party.subject))
            hold(!account.isEscalated || by.isSenior)
        }

        /// Holds what the machine says against the account; whether there is a release.
        func checked() -> Bool {
            guard let release = life.release else { return false }
            hold(!account.isContested && account.released == release.view)
            hold(!account.deciders.isEmpty)
            hold(account.deciders.map(\.party.subject).contains(release.decidedBy))
            if release.isCrisis { hold(opened.severity == 4) }
            return true
        }
    }
}
