import AccessGrants
import Conversations
import GatewayTestSupport
import Testing

/// Random lives of cases, with clocks that jump and processes that restart, held against a plain account of them.
@Suite("Random steps of access cases")
struct RandomStepTests {
    /// What must have happened for a use to be right, kept without the machine.
    private struct Account {
        var approver: AccessParty?
        var until: Timestamp?
        var isOver = false
        var latest: Timestamp
        var uses = 0
        var isEscalated = false
    }

    private static let stepCount = 200_000

    @Test("there is never a use without a grant that holds, approved by another person or a rule beforehand")
    func uses() throws {
        var random = SeededGenerator(seed: 20_26)
        var useCount = 0
        var taken = 0
        while taken < Self.stepCount {
            let kind = AccessKind.allCases.randomElement(using: &random) ?? .elevation
            let isPreapproved = Int.random(in: 0..<4, using: &random) == 0
            var now = Invented.start
            var life = Invented.open(kind, isPreapproved: isPreapproved, at: now)
            var account = Account(latest: now)
            let isAtOnce = isPreapproved || kind == .breakGlass || kind == .contact
            if isAtOnce { account.until = Invented.minutes(30) }
            for _ in 0..<40 {
                now = now.adding(milliseconds: Self.jump(&random))
                if Int.random(in: 0..<8, using: &random) == 0 {
                    life = try #require(AccessCase(document: life.document, tenant: life.tenant))
                }
                if Int.random(in: 0..<8, using: &random) == 0 {
                    life = life.seen(now)
                    account.latest = max(account.latest, now)
                }
                let step = Self.step(&random)
                taken += 1
                guard let next = try? life.stepped(step, at: now) else { continue }
                #expect(next.seenAt >= life.seenAt)
                if case .use(let use) = step {
                    useCount += 1
                    Self.expect(use, account, life, isAtOnce: isAtOnce, at: now)
                }
                Self.note(step, &account, at: now)
                life = next
            }
        }
        #expect(useCount > 1_000, "the property is about uses that happen")
    }

    private static func expect(
        _ use: AccessUse, _ account: Account, _ life: AccessCase, isAtOnce: Bool, at now: Timestamp
    ) {
        #expect(!account.isOver)
        #expect(account.until.map { max(account.latest, now) < $0 } ?? false)
        #expect(now >= account.latest.adding(milliseconds: -AccessCase.clockToleranceMilliseconds))
        if !isAtOnce {
            #expect(account.approver.map { $0.subject != life.requester.subject } ?? false)
            #expect(
                account.approver?.actor == nil
                    && (account.approver?.role == "senior_agent"
                        || account.isEscalated && account.approver?.role == "lead")
            )
        }
        let isRequester = use.by == life.requester
        #expect(isRequester == (life.kind != .contact))
        if life.kind == .contact { #expect(account.uses == 0) }
        #expect(use.conversation == life.conversation && use.purpose == life.purpose)
    }

    private static func note(_ step: AccessStep, _ account: inout Account, at now: Timestamp) {
        account.latest = max(account.latest, now)
        switch step {
        case .approve(let by, let minutes):
            account.approver = by
            account.until = account.latest.adding(milliseconds: Int64(minutes) * 60_000)
        case .use: account.uses += 1
        case .refuse, .revoke, .expire, .lapse: account.isOver = true
        case .escalate: account.isEscalated = true
        case .review: break
        }
    }

    private static func jump(_ random: inout SeededGenerator) -> Int64 {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: -Int64.random(in: 0...3_600_000, using: &random)
        case 1: -Int64.random(in: 0...9_000, using: &random)
        case 2: Int64.random(in: 0...7_200_000, using: &random)
        default: Int64.random(in: 0...240_000, using: &random)
        }
    }

    private static func step(_ random: inout SeededGenerator) -> AccessStep {
        let party = Invented.everybody.randomElement(using: &random) ?? Invented.agent
        switch Int.random(in: 0..<14, using: &random) {
        case 0...2: return .approve(by: party, minutes: Int.random(in: 0...35, using: &random))
        case 3: return .refuse(by: party)
        case 4: return .revoke(by: party)
        case 5: return .expire
        case 6: return .lapse
        case 7: return .escalate
        case 8: return .review(by: party, isJustified: Bool.random(using: &random))
        case 9:
            let elsewhere = ConversationID(source: "tickets", id: "T-2")
            return .use(Invented.use(by: party, conversation: elsewhere))
        case 10: return .use(Invented.use(by: party, purpose: "handle_complaint"))
        default: return .use(Invented.use(by: party))
        }
    }

    @Test("a case that is written down and read back is the same case in every state")
    func documents() throws {
        var random = SeededGenerator(seed: 7)
        for number in 0..<300 {
            var life = Invented.open(
                AccessKind.allCases[number % AccessKind.allCases.count], isPreapproved: number % 2 == 0,
                number: UInt8(number % 200))
            var now = Invented.start
            for _ in 0..<12 {
                now = now.adding(milliseconds: Self.jump(&random))
                life = (try? life.stepped(Self.step(&random), at: now)) ?? life
                let text = try life.document.canonicalBytes()
                #expect(AccessCase(document: try JSONValue(json: text), tenant: life.tenant) == life)
            }
        }
    }
}
