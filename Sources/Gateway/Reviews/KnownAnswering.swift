import AuditTrail
import Briefing
import Conversations
import Ledger
import Logging
import ReviewQueue
import ServiceLifecycle

/// Opens known-answer cases beside the cases that drew one, and takes back what is no longer registered.
///
/// A test takes the way of every held request: the sources are asked, the gate holds it, and the case that it opens is the
/// one that the gate would open. What makes it a test stands in the ledger and in its leaves' closed members alone.
struct KnownAnswering: Service {
    let gateway: SummaryGateway
    let steps: TimedSteps

    private static let pause: Duration = .seconds(20)
    /// How long after its time a test is still opened, in milliseconds: a gateway that was away catches up no further.
    private static let lateMax: Int64 = 3_600_000
    /// How long ago an invented customer was met at most, in milliseconds: 90 days.
    private static let metMax: Int64 = 7_776_000_000

    func run() async throws {
        await inRounds {
            await round()
            return Self.pause
        }
    }

    /// One look at the newest cases of every tenant.
    func round() async {
        for tenant in steps.tenants {
            do { try await round(tenant) } catch {
                steps.logger.error(
                    "known-answer cases could not be looked after, tried again in seconds",
                    metadata: ["why": .string(Self.why(error))])
            }
        }
    }

    /// What kept a round from its end; neither of these ever holds customer data.
    private static func why(_ error: any Error) -> String {
        switch error {
        case let failure as BriefingFailure: failure.problem.detail ?? failure.problem.code.rawValue
        case let failure as LedgerFailure: "the ledger: \(failure)"
        default: "\(type(of: error))"
        }
    }

    private func round(_ tenant: TenantID) async throws {
        let rulebook = gateway.rulebooks.current
        let now = steps.clock.now()
        let rest = Int64(rulebook.known.terms?.againAfterDays ?? 1) * 86_400_000
        let tests = try await steps.ledger.testLives(
            from: now.adding(milliseconds: -rest - 86_400_000 - Self.lateMax), tenant: tenant)
        for life in tests where life.isOpen && rulebook.known.history(of: life) == nil {
            try await takeBack(life, at: now)
        }
        guard let terms = rulebook.known.terms, terms.sharePermille > 0,
            try await steps.ledger.queueStop(of: tenant) == nil
        else { return }
        let sources = Set(gateway.sources.of(tenant).sources.map(\.descriptor.id))
        let answers = rulebook.known.answers.filter { sources.contains($0.thread.source) }
        var past: [KnownAnswerID: Timestamp] = [:]
        for life in tests {
            guard let test = life.opened.test else { continue }
            past[test.answer] = max(past[test.answer] ?? test.since, test.since)
        }
        let drawn = Set(tests.compactMap { $0.opened.test?.beside })
        let from = now.adding(milliseconds: -Int64(terms.pauseMinutesMax) * 60_000 - Self.lateMax)
        let cases = try await steps.ledger.openedCases(from: from, tenant: tenant)
        for opened in cases.reversed() where !drawn.contains(opened.token) {
            let draw = draw(opened)
            let due = terms.due(draw, openedAt: opened.openedAt, now: now, among: answers, past: past)
            guard let answer = due else { continue }
            past[answer.id] = now
            let test = KnownTest(
                answer: answer.id, category: answer.category, expected: answer.expected,
                because: answer.because, tellAfterMinutes: terms.tellAfterMinutes, beside: opened.token,
                seed: draw.seed, since: now)
            try await open(answer, test, tenant, rulebook)
        }
    }

    /// WHY keyed by the gateway's secret: whoever sees a case's token must not be able to say whether it draws a test.
    private func draw(_ opened: ReviewCase) -> KnownDraw {
        let text = (1...7).map { part in
            gateway.pseudonymiser.token(
                for: opened.token.text, fieldClass: "case.id",
                scope: ["known-answer", opened.tenant.text, "\(part)"])
        }.joined()
        return KnownDraw(digest: gateway.digester.sha256(Array(text.utf8)))
    }

    private func open(
        _ answer: KnownAnswer, _ test: KnownTest, _ tenant: TenantID, _ rulebook: Rulebook
    ) async throws {
        // WHY in the past: an id tells when it was issued, and most customers were met before their case.
        let met = test.since.adding(milliseconds: -Int64(test.seed % UInt64(Self.metMax)))
        let customer = CustomerID(ULID(at: met, entropy: steps.entropy(10)))
        let story = KnownStory(
            customer: customer,
            history: answer.history(customer: customer, seed: test.seed, since: test.since),
            askerRows: answer.askerRows, lives: [])
        let input = try await gateway.input(
            SummaryRequest(
                customer: .customer(customer), purpose: answer.asking.purpose,
                conversation: answer.conversation(seed: test.seed)), answer.caller(tenant: tenant),
            hex(steps.entropy(16)), rulebook, lifting: false, story: story)
        let briefing = Briefing(
            rulebook: rulebook, digester: gateway.digester, pseudonymiser: gateway.pseudonymiser)
        guard let held = try briefing.heldCase(input),
            held.concerns.contains(where: { $0.category == answer.category })
        else {
            steps.logger.error(
                "a known-answer case is not held for its category, so it is not given out",
                metadata: ["known_answer": .string(answer.id.text)])
            return
        }
        _ = try await steps.commit(
            try leaf("known_answer_opened", held.marked(test)), [.openCase(held.marked(test))])
    }

    private func takeBack(_ life: CaseLife, at now: Timestamp) async throws {
        guard let test = life.opened.test else { return }
        let step = CaseStep.supersede(by: test.beside)
        _ = try await steps.commit(
            try leaf(step.word, life.opened),
            [.review(.step(life.opened.token, tenant: life.opened.tenant, step, at: now))])
    }

    private func leaf(_ word: String, _ opened: ReviewCase) throws -> LeafDraft {
        try steps.leaf(
            .reviewDecision, tenant: opened.tenant, customer: opened.customer, opened.members(word))
    }
}

extension ReviewCase {
    /// What a leaf about a step on the case commits to; of a test it says so, to whoever holds the opening.
    func members(_ word: String) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "case": .string(token.text), "decision": .string(word),
            "conversation": .string(conversation.description), "subject": .string(customer.description),
        ]
        if let test { members["reason"] = test.mark }
        return members
    }
}
