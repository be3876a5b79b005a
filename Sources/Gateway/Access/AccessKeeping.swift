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
    let ledger: SQLiteLedger
    let tenants: [TenantID]
    let pages: DutyPages
    let metrics: AccessMetrics
    let clock: any WallClock
    let entropy: @Sendable (Int) -> [UInt8]
    let logger: Logger

    private static let pause: Duration = .seconds(5)
    private static let casesMax = 10_000

    func run() async throws {
        await inRounds {
            await round()
            return Self.pause
        }
    }

    /// One look at every open case of every tenant.
    func round() async {
        var overdue = 0
        for tenant in tenants {
            do {
                let open = try await ledger.accessCases(
                    AccessQuery(isOpen: true, limit: Self.casesMax), tenant: tenant)
                overdue += open.count { $0.isReviewOverdue(at: clock.now()) }
                for found in open { try await keep(found) }
            } catch {
                logger.error("access cases could not be looked after, tried again in seconds")
            }
        }
        if metrics.setOverdueReviews(overdue), overdue > 0 {
            logger.error(
                "broken glass waits for its review past the time",
                metadata: ["cases": .stringConvertible(overdue)])
        }
    }

    private func keep(_ found: AccessCase) async throws {
        let now = clock.now()
        guard let step = found.stepDue(at: now), let next = try? found.stepped(step, at: now) else { return }
        let (type, members) = leaf(step, next)
        let draft = try LeafDraft(
            type: type,
            caller: LeafCaller(tenant: found.tenant, subject: "throughline", client: "throughline"),
            purpose: found.purpose, committed: members, seed: entropy(32), customer: found.customer)
        do {
            _ = try await ledger.commit(
                draft, [.access(.step(found.id, tenant: found.tenant, step, at: now))], sealed: nil)
        } catch LedgerFailure.conflict {
            // WHY nothing: somebody decided, or the customer was erased, between the look and the step.
            return
        }
        try page(step, next, now)
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
        case .lapse:
            metrics.countDecided("unanswered", afterMilliseconds: 0)
            try pages.page(.unanswered, about: next, at: now)
        case .expire where next.kind == .breakGlass: try pages.page(.review, about: next, at: now)
        default: break
        }
    }
}
