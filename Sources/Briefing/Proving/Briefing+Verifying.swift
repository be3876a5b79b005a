import AuditTrail
import Conversations
import Extracts
import FieldPolicy
import Redaction

/// Derives every line of a summary anew from the sources, the rules and the opened keys.
extension Briefing {
    /// Checks one summary without the gateway that gave it.
    ///
    /// It proves what the gateway read and did, not that the sources were right. That the leaf is in a signed log is
    /// another check: ``AuditTrail/Receipt`` proves it against the log's key.
    ///
    /// - Parameter evidence: the answer, the openings and the export. This briefing's rules must be those of the answer.
    /// - Returns: every line that does not derive, byte for byte, and what was left unchecked.
    public func verify(_ evidence: SummaryEvidence) -> SummaryVerdict {
        var verdict = SummaryVerdict()
        guard let opened = OpenedSummary(evidence, digester: digester, &verdict) else { return verdict }
        guard opened.leaf.rulesDigest == rulebook.digest else {
            verdict.fault(
                "rules",
                "expected the folder with digest \(opened.leaf.rulesDigest.map(hex) ?? "none"), found \(hex(rulebook.digest))"
            )
            return verdict
        }
        guard let request = request(of: evidence, opened, &verdict) else { return verdict }
        do throws(BriefingFailure) {
            let check = try SummaryCheck(request, opened, evidence, &verdict)
            try check.run(&verdict)
        } catch {
            verdict.fault(
                "treatment",
                "the export cannot be treated: \(error.problem.detail ?? error.problem.code.rawValue)")
        }
        return verdict
    }

    /// The request as it stood when the summary was given: only what was there by then.
    private func request(
        of evidence: SummaryEvidence, _ opened: OpenedSummary, _ verdict: inout SummaryVerdict
    ) -> DecidedRequest? {
        guard let caller = opened.caller, let customer = opened.customer,
            let purpose = opened.leaf.purpose.flatMap({ try? PurposeID($0) })
        else {
            verdict.fault("openings", "expected caller_identity and subject of the leaf to be opened")
            return nil
        }
        let asked = SummaryRequest(
            customer: .customer(customer), purpose: purpose, conversation: opened.conversation,
            budget: SummaryBudget(json: evidence.answer["body"]?["budget"] ?? .null))
        let timeline = evidence.export.timeline.upTo(opened.leaf.time)
        let later = evidence.export.timeline.interactions.count - timeline.interactions.count
        if later > 0 { verdict.notes.append("\(later) later records of the export are left aside") }
        let input = BriefingInput(
            request: asked, caller: caller, trace: "",
            customer: KnownCustomer(id: customer, newLinks: [], evidence: []), timeline: timeline,
            callerStaff: evidence.export.staff.filter { $0.member.subject == caller.subject },
            staff: evidence.export.staff, now: opened.leaf.time,
            seed: [UInt8](repeating: 0, count: 32))
        if case .reached(let reached)? = try? ruling(on: input) {
            return DecidedRequest(briefing: self, input: reached.input, scope: reached.scope)
        }
        guard let scope = RequestScope(request: asked, timeline: timeline) else {
            verdict.fault("conversation", "expected \(opened.conversation?.description ?? "") in the export")
            return nil
        }
        return DecidedRequest(briefing: self, input: input, scope: scope)
    }
}

extension Timeline {
    /// The same without interactions after a moment.
    fileprivate func upTo(_ moment: Timestamp) -> Timeline {
        Timeline(
            coverage.map { line in
                SourceHistory(
                    coverage: line, persons: persons, household: household, conversations: conversations,
                    interactions: interactions.filter { $0.at <= moment })
            }, outsideFields: outsideFields)
    }
}
