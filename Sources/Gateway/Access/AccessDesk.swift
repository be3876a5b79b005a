import AccessGrants
import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import Logging

/// Answers checks and access requests: who may see more for some minutes, and who lets them. Every answer leaves a leaf.
struct AccessDesk: AccessService {
    let gateway: SummaryGateway
    let ledger: SQLiteLedger
    let duty: GatewayConfiguration.Duty?
    /// Production breaks no glass without somebody on duty.
    let demandsDuty: Bool
    let pages: DutyPages
    let metrics: AccessMetrics
    let logger: Logger

    /// How many open cases one person may have, so that nobody is paged without end.
    static let openCasesMax = 20

    /// One question on its way: one rulebook serves all of it.
    struct Asked: Sendable {
        let caller: Caller
        let trace: String
        let rulebook: Rulebook

        /// - Returns: nothing for a caller of a tenant that is not served here.
        init?(_ gateway: SummaryGateway, caller: Caller, trace: String) {
            guard gateway.tenants.contains(caller.tenant) else { return nil }
            rulebook = gateway.rulebooks.current
            self.caller = caller.actingAs(rulebook.answers.actingMachineRole)
            self.trace = trace
        }

        var tenant: TenantID { caller.tenant }
        var party: AccessParty { AccessParty(caller) }
    }

    var times: AccessTimes { AccessTimes(lapseMinutes: duty?.lapseMinutes ?? AccessTimes().lapseMinutes) }

    func answer(_ question: AccessQuestion, caller: Caller, trace: String) async -> Answer {
        guard let asked = Asked(gateway, caller: caller, trace: trace) else {
            return Answer(Problem(.unauthenticated))
        }
        do {
            do {
                return try await answer(question, asked)
            } catch let failure as BriefingFailure where failure.problem.code == .conflict {
                // WHY twice: two first requests for one customer race to issue its id; the loser finds it now.
                return try await answer(question, asked)
            }
        } catch let failure as BriefingFailure {
            guard failure.problem.code.isRecorded else { return Answer(failure.problem) }
            return (try? await refuse(failure.problem, asked)) ?? Answer(Problem(.auditUnavailable))
        } catch {
            logger.critical("an access request is not recorded", metadata: ["trace": .string(trace)])
            return Answer(Problem(.auditUnavailable))
        }
    }

    private func answer(_ question: AccessQuestion, _ asked: Asked) async throws -> Answer {
        let start = ContinuousClock.now
        let answer = try await reply(to: question, asked)
        // WHY: a check or a request about nobody must not answer sooner than one about somebody behind a fence.
        if answer.status == 404 { await gateway.evenOut(since: start) }
        return answer
    }

    private func reply(to question: AccessQuestion, _ asked: Asked) async throws -> Answer {
        switch question {
        case .check(let check): return try await self.check(check, asked)
        case .ask(let ask): return try await self.ask(ask, asked)
        case .list(let isOpen): return try await list(isOpen: isOpen, asked)
        case .decide(let id, let decision): return try await decide(id, decision, asked)
        case .resolve(let handle): return try await resolve(handle, asked)
        }
    }

    func briefing(_ asked: Asked) -> Briefing {
        Briefing(
            rulebook: asked.rulebook, digester: gateway.digester, pseudonymiser: gateway.pseudonymiser)
    }

    /// A leaf of this desk; only one about a customer that the ledger knows is kept under their key.
    func draft(
        _ type: LeafType, _ asked: Asked, purpose: PurposeID? = nil, body: JSONValue?,
        members: [String: JSONValue], customer: CustomerID?
    ) throws -> LeafDraft {
        try LeafDraft(
            type: type, caller: LeafCaller(asked.caller), purpose: purpose,
            policy: asked.rulebook.policyName, rulesDigest: asked.rulebook.digest,
            body: try body?.canonicalBytes(),
            committed: members.merging([
                "caller_identity": AuditReader.identity(of: asked.caller), "trace": .string(asked.trace),
            ]) { $1 }, seed: gateway.entropy(32), customer: customer,
            receiptMembers: ["caller_identity", "trace"])
    }

    /// Refuses words that hold personal data or say nothing, naming the member.
    func requirePlain(_ text: String, member: String = "reason", _ asked: Asked) throws {
        try PlainWords(detector: asked.rulebook.detector).require(text, member: member)
    }

    /// A recorded refusal.
    func refuse(_ problem: Problem, _ asked: Asked) async throws -> Answer {
        let draft = try draft(
            .refusal, asked, body: problem.json, members: ["shown": .array([]), "withheld": .array([])],
            customer: nil)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        guard case .object(let document) = problem.json else { return Answer(problem) }
        return Answer(
            status: problem.code.status, contentType: "application/problem+json",
            bytes: try JSONValue.object(document.merging(["receipt": receipt.json]) { $1 }).canonicalBytes())
    }

    /// `{"outcome","body","receipt"}`.
    func answer(_ outcome: String, _ body: JSONValue, _ receipt: Receipt) throws -> Answer {
        let document: JSONValue = ["outcome": .string(outcome), "body": body, "receipt": receipt.json]
        return Answer(status: 200, contentType: "application/json", bytes: try document.canonicalBytes())
    }

    /// The refusal of a step that a case does not take.
    func problem(_ refusal: AccessRefusal) -> Problem {
        switch refusal {
        case .notApprover, .ownRequest, .notBound:
            Problem(.purposeNotAllowed, detail: refusal.text, rule: "access:approvers")
        case .minutesOutOfRange:
            Problem(.purposeNotAllowed, detail: refusal.text, rule: "access:minutes")
        case .notPending, .lapsed, .notGranted, .expired, .clockSetBack, .usedUp, .notDue, .notReviewable:
            Problem(.conflict, detail: refusal.text)
        }
    }
}
