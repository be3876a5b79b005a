import AccessGrants
import AuditTrail
import Conversations
import GatewayHTTP
import Ledger
import Logging
import ServiceLifecycle

/// Takes the steps that time alone asks for: grants end, requests lapse, delegates are paged; each with its leaf.
///
/// A grant that is over is refused at once whether or not this ran; this only writes it down.
struct AccessKeeping: Service {
    let steps: TimedSteps
    let pages: DutyPages
    let metrics: AccessMetrics

    private static let pause: Duration = .seconds(5)

    func run() async throws {
        await inRounds {
            await round()
            return Self.pause
        }
    }

    /// One look at every open case of every tenant.
    func round() async {
        var overdue = 0
        for tenant in steps.tenants {
            do {
                let open = try await steps.ledger.accessCases(
                    AccessQuery(isOpen: true, limit: TimedSteps.casesMax), tenant: tenant)
                overdue += open.count { $0.isReviewOverdue(at: steps.clock.now()) }
                for found in open { await keepOrSay(found) }
            } catch {
                steps.logger.error("access cases could not be looked after, tried again in seconds")
            }
        }
        if metrics.setOverdueReviews(overdue), overdue > 0 {
            steps.logger.error(
                "broken glass waits for its review past the time",
                metadata: ["cases": .stringConvertible(overdue)])
        }
    }

    /// WHY each alone: a case that cannot be looked after now keeps no other one waiting.
    private func keepOrSay(_ found: AccessCase) async {
        do { try await keep(found) } catch {
            steps.logger.error("an access case could not be looked after, tried again in seconds")
        }
    }

    private func keep(_ found: AccessCase) async throws {
        let now = steps.clock.now()
        guard let step = found.stepDue(at: now), let next = try? found.stepped(step, at: now) else { return }
        let (type, members) = leaf(step, next)
        let draft = try steps.leaf(
            type, tenant: found.tenant, purpose: found.purpose, customer: found.customer, members)
        let change = LedgerChange.access(.step(found.id, tenant: found.tenant, step, at: now))
        // WHY the page first: one that cannot be written is tried again in the next round, because the step is still due.
        try page(step, next, now)
        guard try await steps.commit(draft, [change]) else { return }
        if step == .lapse { metrics.countDecided("unanswered", afterMilliseconds: 0) }
    }

    private func leaf(_ step: AccessStep, _ next: AccessCase) -> (LeafType, [String: JSONValue]) {
        var members = AccessMembers.about(next)
        switch (step, next.state) {
        case (.expire, .ended(_, let how, _, _)) where next.kind == .breakGlass:
            members["case"] = .string(next.id.description)
            members["reason"] = .string(how.rawValue)
            members["started_by"] = .string(next.requester.subject.text)
            members["review"] = "due"
            return (.breakGlassEnd, members)
        case (.expire, .ended(_, let how, _, _)):
            members["grant"] = .string(next.id.description)
            members["reason"] = .string(how.rawValue)
            return (.grantExpiry, members)
        default:
            members["request"] = .string(next.id.description)
            members["fields"] = AccessMembers.fields(next)
            members["decision"] = step == .lapse ? "unanswered" : "delegate_paged"
            return (.accessDecision, members)
        }
    }

    private func page(_ step: AccessStep, _ next: AccessCase, _ now: Timestamp) throws {
        switch step {
        case .escalate: try pages.page(.delegate, about: next, at: now)
        case .lapse: try pages.page(.unanswered, about: next, at: now)
        case .expire where next.kind == .breakGlass: try pages.page(.review, about: next, at: now)
        default: break
        }
    }
}
