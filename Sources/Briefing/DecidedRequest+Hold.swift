import AuditTrail
import Conversations
import FieldPolicy
import ReviewFlags
import ReviewQueue

/// The hold: what to do next, the case to open, and nothing of the history.
extension DecidedRequest {
    func hold(
        _ view: PolicyView, _ ruling: GateRuling, _ assessed: [AssessedConversation]
    ) throws(BriefingFailure) -> BriefingOutcome {
        let intakes = intakes(assessed)
        let reviewCase = gravest(intakes)
        let body = HoldBody(
            answers: rulebook.answers, isOutside: isOutside, isHuman: roles.allSatisfy { !$0.isAutomated }
        ).json(
            caseName: reviewCase.map(caseName), concerns: assessed.flatMap { concerns(of: $0.standing) },
            isAssessed: !assessed.contains { $0.standing == .notAssessed },
            mayAcknowledge: ruling == .holdUntilAcknowledged, standing: standing(assessed),
            sayIn: rulebook.queue.say,
            coverage: CoverageBody(references: references(view)).json(
                input.timeline.coverage, attachments: []),
            policy: rulebook.policyMember)
        var members = LeafMembers(input: input).common
        members["shown"] = .array([])
        members["withheld"] = .array([])
        members["flags"] = LeafMembers.flags(assessed)
        members["review"] = holdReview(reviewCase)
        return BriefingOutcome(
            outcome: .hold, status: 202, body: body,
            draft: try briefing.draft(.hold, input, body: body, members: members),
            changes: links + opening(intakes) + naming(reviewCase))
    }

    /// What a caller outside was told of, so that a dispute finds it by that name.
    private func naming(_ reviewCase: ReviewCase?) -> [LedgerChange] {
        guard isOutside, let reviewCase else { return [] }
        return [.review(.named(reviewCase.token, tenant: caller.tenant, outside: caseName(reviewCase)))]
    }

    /// The cases that a request opens or joins.
    func opening(_ intakes: [CaseIntake]) -> [LedgerChange] {
        intakes.compactMap { intake in
            switch intake {
            case .open(let reviewCase): .openCase(reviewCase)
            case .keep(let kept):
                input.lives.first { $0.isOpen && $0.opened.token == kept.token }.flatMap(joining)
            }
        }
    }

    /// Whether a house that only watches its rules for now gives what it would hold: to its own people, for flags below
    /// severity 4 alone, until a moment that its configuration names. Nothing that was not assessed, nothing outside.
    func isShadowed(_ assessed: [AssessedConversation]) -> Bool {
        guard let until = input.shadowUntil, input.now < until, !isOutside, !input.isStopped else {
            return false
        }
        return assessed.allSatisfy { conversation in
            guard conversation.standing != .notAssessed, conversation.withheld == nil else { return false }
            return concerns(of: conversation.standing).allSatisfy { $0.category != nil && $0.severity < 4 }
        }
    }

    /// Why a release is not there.
    private func standing(_ assessed: [AssessedConversation]) -> HoldStanding {
        if input.isStopped { return .stopped }
        return assessed.contains { $0.withheld != nil && $0.standing != .clear } ? .withheld : .waiting
    }

    /// People in house get the token that acknowledges; everybody else a name that only their organisation is told.
    private func caseName(_ reviewCase: ReviewCase) -> String {
        guard isOutside else { return reviewCase.token.text }
        return CaseNames(pseudonymiser: briefing.pseudonymiser).name(
            of: reviewCase.token, tenant: caller.tenant, outside: caller.organisation)
    }

    /// What the leaf says of the hold; a missing witness is for in-house eyes, so no outside receipt opens it.
    private func holdReview(_ reviewCase: ReviewCase?) -> JSONValue {
        guard isOutside, !input.isWitnessed, case .object(var members) = review(reviewCase, "hold") else {
            return review(reviewCase, "hold")
        }
        members["because"] = "log_not_witnessed"
        return .object(members)
    }
}
