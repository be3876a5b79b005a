import AuditTrail
import Conversations
import GatewayHTTP
import Ledger
import Logging
import ReviewQueue
import ServiceLifecycle
import Synchronization

/// Takes the steps that time alone asks for, each with its leaf: leases end, cases escalate; never a decision.
struct ReviewKeeping: Service {
    let steps: TimedSteps
    let events: ReviewEvents
    let metrics: ReviewMetrics
    let told = ToldCases()

    private static let pause: Duration = .seconds(2)

    func run() async throws {
        await inRounds {
            await round()
            return Self.pause
        }
    }

    /// One look at every open case of every tenant.
    func round() async {
        // WHY first: what a process that ended left behind is handed on before anything new happens.
        await events.relay.relay()
        var all: [CaseLife] = []
        for tenant in steps.tenants {
            do {
                let open = try await steps.ledger.caseLives(
                    ReviewQuery(isOpen: true, limit: TimedSteps.casesMax, includesTests: true), tenant: tenant
                )
                for life in open { await keepOrSay(life) }
                all += open
            } catch {
                steps.logger.error("review cases could not be looked after, tried again in seconds")
            }
        }
        told.keep(only: Set(all.map(\.opened.token)))
        metrics.note(all, at: steps.clock.now())
    }

    /// WHY each alone: a case that cannot be looked after now keeps no other one waiting.
    private func keepOrSay(_ life: CaseLife) async {
        do { try await keep(life) } catch {
            steps.logger.error("a review case could not be looked after, tried again in seconds")
        }
    }

    private func keep(_ life: CaseLife) async throws {
        let now = steps.clock.now()
        // INVARIANT: nobody is paged for a test, whatever its clocks say.
        if life.opened.test == nil { try await page(life, at: now) }
        guard let step = life.stepDue(at: now), let next = try? life.stepped(step, at: now) else { return }
        let draft = try steps.leaf(
            .reviewDecision, tenant: life.opened.tenant, customer: life.opened.customer,
            life.opened.members(step.word))
        let change = LedgerChange.review(
            .step(life.opened.token, tenant: life.opened.tenant, step, at: now))
        guard try await steps.commit(draft, [change] + events.changes(after: step, next, at: now)) else {
            return
        }
        if step == .escalate, life.opened.test == nil { metrics.countBreach() }
        await events.relay.relay()
    }

    /// Tells of a grave case, and of one whose clock ran out again and again.
    private func page(_ life: CaseLife, at now: Timestamp) async throws {
        if life.opened.severity >= 4, told.isNew(life.opened.token, page: -1) {
            try await events.tell(.opened, life, at: now)
            told.note(life.opened.token, page: -1)
        }
        let page = life.pagesDue(at: now)
        if life.isEscalated, page > 0, told.isNew(life.opened.token, page: page) {
            try await events.tell(.escalated, life, page: page, at: now)
            told.note(life.opened.token, page: page)
        }
    }
}

/// The pages that this process sent; after a restart the last one of each case is sent again under the same id.
final class ToldCases: Sendable {
    // Guarded by the mutex.
    private let pages = Mutex<[ReviewCaseToken: Int]>([:])

    /// Whether a page of a case comes after all that were sent.
    func isNew(_ token: ReviewCaseToken, page: Int) -> Bool {
        pages.withLock { page > $0[token] ?? Int.min }
    }

    /// Notes a page that was sent; before that it is not, or one that could not be written would be lost.
    func note(_ token: ReviewCaseToken, page: Int) {
        pages.withLock { $0[token] = max(page, $0[token] ?? Int.min) }
    }

    /// Forgets the cases that are closed.
    func keep(only open: Set<ReviewCaseToken>) {
        pages.withLock { $0 = $0.filter { open.contains($0.key) } }
    }
}

/// How the queue stands, for `/metrics`.
final class ReviewMetrics: MetricsPart {
    private struct State {
        var open: [String: Int] = [:]
        var oldestSeconds: Int64 = 0
        var breaches = 0
    }

    // Guarded by the mutex.
    private let state = Mutex(State())

    static let words = ["pending", "claimed", "proposed", "escalated"]

    func note(_ lives: [CaseLife], at now: Timestamp) {
        state.withLock { state in
            state.open = Dictionary(lives.map { ($0.word(at: now), 1) }, uniquingKeysWith: +)
            // WHY tests among the open ones and not here: nobody waits for them, and who counts finds none missing.
            let oldest = lives.filter { $0.opened.test == nil }.map(\.opened.openedAt).min()
            state.oldestSeconds = oldest.map { max(0, now.milliseconds - $0.milliseconds) / 1_000 } ?? 0
        }
    }

    func countBreach() { state.withLock { $0.breaches += 1 } }

    func lines() -> [String] {
        let state = state.withLock { $0 }
        return [
            "# HELP throughline_review_cases Open review cases, by state.",
            "# TYPE throughline_review_cases gauge",
        ] + Self.words.map { "throughline_review_cases{state=\"\($0)\"} \(state.open[$0] ?? 0)" } + [
            "# HELP throughline_review_oldest_seconds Age of the oldest open review case.",
            "# TYPE throughline_review_oldest_seconds gauge",
            "throughline_review_oldest_seconds \(state.oldestSeconds)",
            "# HELP throughline_review_breaches_total Clocks of review cases that ran out.",
            "# TYPE throughline_review_breaches_total counter",
            "throughline_review_breaches_total \(state.breaches)",
        ]
    }
}
