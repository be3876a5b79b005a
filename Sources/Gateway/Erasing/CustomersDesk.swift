import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Logging

/// Answers what compliance officers ask about a customer's traces: erase them, keep them for a court, report on them.
///
/// Only the role `compliance` itself, never a machine acting for it. Every use leaves a leaf, refusals included.
struct CustomersDesk: CustomersService {
    let ledger: SQLiteLedger
    let tenants: [TenantID]
    let rulebooks: RulebookStore
    let configuration: GatewayConfiguration.Erasing
    let keepMonths: Int
    /// Where reads are reported; `nil` in a demo that reports to nobody.
    let reports: LineFile?
    let clock: any WallClock
    let entropy: @Sendable (Int) -> [UInt8]
    let logger: Logger
    /// What summaries keep of views; an erased customer's share is dropped.
    var readings: KeptReadings?

    /// The one role that may ask.
    static let role: RoleID = "compliance"

    /// One request on its way.
    struct Asked: Sendable {
        let customer: CustomerID
        let caller: Caller
        let trace: String

        var tenant: TenantID { caller.tenant }
    }

    func answer(
        _ request: CustomersRequest, about customer: CustomerID, caller: Caller, trace: String
    ) async -> Answer {
        let asked = Asked(customer: customer, caller: caller, trace: trace)
        guard tenants.contains(caller.tenant) else { return Answer(Problem(.unauthenticated)) }
        do {
            if let problem = admission(request, caller) { return try await refuse(problem, asked) }
            switch request {
            case .erase(let reason, let basis):
                return try await erase(asked, reason: reason, legalBasis: basis)
            case .setLegalHold(let reason): return try await setHold(true, asked, reason)
            case .releaseLegalHold(let reason): return try await setHold(false, asked, reason)
            case .report(let limit, let cursor): return try await report(asked, limit: limit, cursor: cursor)
            }
        } catch let failure as BriefingFailure {
            return Answer(failure.problem)
        } catch {
            logger.critical("a customer's request is not recorded", metadata: ["trace": .string(trace)])
            return Answer(Problem(.auditUnavailable))
        }
    }

    /// Why a request is refused before anything is looked up.
    private func admission(_ request: CustomersRequest, _ caller: Caller) -> Problem? {
        guard caller.role == Self.role, caller.actor == nil, caller.actorRole == nil else {
            return Problem(
                .purposeNotAllowed, detail: "only the role compliance may ask this, and no machine for it",
                rule: "compliance_only")
        }
        return nil
    }

    /// Refuses a member that holds personal data or says nothing: it would outlive the customer under the tenant's key.
    func requirePlain(_ text: String, member: String) throws {
        try PlainWords(detector: rulebooks.current.detector).require(
            text, member: member, because: "it outlives the erasure")
    }

    /// A recorded refusal.
    func refuse(_ problem: Problem, _ asked: Asked) async throws -> Answer {
        let members = members(asked).merging(["shown": .array([]), "withheld": .array([])]) { $1 }
        let draft = try draft(.refusal, asked, body: problem.json, members: members)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        guard case .object(let document) = problem.json else { return Answer(problem) }
        return Answer(
            status: problem.code.status, contentType: "application/problem+json",
            bytes: try JSONValue.object(document.merging(["receipt": receipt.json]) { $1 }).canonicalBytes())
    }

    /// The members that every leaf of this desk has.
    func members(_ asked: Asked) -> [String: JSONValue] {
        let caller = asked.caller
        return [
            "caller_identity": [
                "subject": .string(caller.subject.text), "actor": JSONValue(caller.actor?.text),
                "client": .string(caller.client.text), "organisation": .string(caller.organisation.text),
                "role": .string(caller.role.text), "actor_role": JSONValue(caller.actorRole?.text),
                "region": JSONValue(caller.region?.text),
            ],
            "subject": .string(asked.customer.description), "trace": .string(asked.trace),
        ]
    }

    /// A leaf of this desk; only one about a customer that the ledger knows names it.
    func draft(
        _ type: LeafType, _ asked: Asked, body: JSONValue, members: [String: JSONValue],
        isAboutCustomer: Bool = false
    ) throws -> LeafDraft {
        let rulebook = rulebooks.current
        return try LeafDraft(
            type: type, caller: LeafCaller(asked.caller), policy: rulebook.policyName,
            rulesDigest: rulebook.digest, body: try body.canonicalBytes(), committed: members,
            seed: entropy(32), customer: isAboutCustomer ? asked.customer : nil)
    }

    /// `{"outcome","body","receipt","proof"}`; the proof is a `.tlog-proof` of the receipt's leaf.
    func answer(_ outcome: String, _ body: JSONValue, _ receipt: Receipt) throws -> Answer {
        let proof = ProofBundle(index: receipt.index, path: receipt.path, checkpoint: receipt.checkpoint)
        let document: JSONValue = [
            "outcome": .string(outcome), "body": body, "receipt": receipt.json,
            "proof": .string(proof.text),
        ]
        return Answer(status: 200, contentType: "application/json", bytes: try document.canonicalBytes())
    }
}
