import AuditTrail
public import Briefing
public import Conversations

/// The grounds of a summary that was given: decided anew under the policy as it is now, with a leaf of its own.
///
/// Nothing of the summary was kept but a budget and a keyed digest of its lines, so the sources are read again; where
/// other lines would be chosen now, the answer is a conflict and never another summary's grounds.
extension SummaryGateway: ExplanationService {
    /// Explains a summary to the caller it was given to, in the role and for the purpose it was given.
    public func explanation(
        of summary: ULID, acknowledge: ReviewCaseToken?, caller: Caller, trace: String
    ) async -> Answer {
        guard tenants.contains(caller.tenant) else { return Answer(Problem(.unauthenticated)) }
        let given: GivenSummary?
        do {
            given = try await ledger.givenSummary(ofLeaf: summary, to: AnsweredCaller(caller))
        } catch { return Answer(Problem(.auditUnavailable)) }
        // WHY one answer for an unknown leaf, somebody else's and another role's: it tells nobody what exists.
        guard let given, given.role == caller.role.text else {
            do { return try await refuse(Problem(.leafNotFound), caller, trace) } catch {
                return Answer(Problem(.auditUnavailable))
            }
        }
        return await answer(
            SummaryRequest(explaining: given, acknowledge: acknowledge), page: nil, explaining: given,
            caller: caller, trace: trace)
    }

    /// A recorded refusal of a question that names no purpose.
    func refuse(_ problem: Problem, _ caller: Caller, _ trace: String) async throws -> Answer {
        let rulebook = rulebooks.current
        let draft = try LeafDraft(
            type: .refusal, caller: LeafCaller(caller), policy: rulebook.policyName,
            rulesDigest: rulebook.digest, body: try problem.json.canonicalBytes(),
            committed: [
                "caller_identity": AuditReader.identity(of: caller), "trace": .string(trace),
                "shown": .array([]), "withheld": .array([]),
            ], seed: entropy(32), customer: nil)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        return Answer(
            status: problem.code.status, contentType: "application/problem+json",
            bytes: try JSONValue.object(
                (problem.json.object ?? [:]).merging(["receipt": receipt.json]) { $1 }
            ).canonicalBytes())
    }
}
