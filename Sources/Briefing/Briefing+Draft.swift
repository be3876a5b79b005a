import AuditTrail
import Conversations
import FieldPolicy

extension Briefing {
    /// The leaf of one answer.
    ///
    /// A refusal's receipt opens only what its caller said, so that it tells nothing of who exists.
    ///
    /// - Throws: ``BriefingFailure`` when the answer cannot be recorded, so that there is none.
    func draft(
        _ type: LeafType, _ input: BriefingInput, body: JSONValue, members: [String: JSONValue]
    ) throws(BriefingFailure) -> LeafDraft {
        do {
            return try LeafDraft(
                type: type, caller: LeafCaller(input.caller), purpose: input.request.purpose,
                policy: rulebook.policyName, rulesDigest: rulebook.digest, body: try body.canonicalBytes(),
                committed: members, seed: input.seed, customer: input.customer?.id,
                receiptMembers: receiptMembers(type, input.caller).filter(
                    LeafCatalogue.entry(of: type).committed.contains))
        } catch {
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
    }

    private func receiptMembers(_ type: LeafType, _ caller: Caller) -> [String] {
        let isOutside = [caller.role, caller.actorRole].compactMap { $0 }.contains { id in
            rulebook.policy.role(id).map { $0.isExternal || $0.isAutomated } ?? true
        }
        let rules = rulebook.answers
        let named = isOutside ? rules.receiptOutside : rules.receiptInHouse
        // WHY: DESIGN's log section; no rule file may hand these to external or automated callers.
        let neverOutside = ["record_key", "handles", "sealed"]
        let allowed = isOutside ? named.filter { !neverOutside.contains($0) } : named
        return type == .refusal
            ? allowed.filter { ["caller_identity", "conversation", "trace"].contains($0) } : allowed
    }
}
