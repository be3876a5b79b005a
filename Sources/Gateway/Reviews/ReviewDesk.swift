import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import Logging
import ReviewQueue

/// Answers questions about review cases: who has which, what is looked at, what is decided. Every answer leaves a leaf.
struct ReviewDesk: ReviewService {
    /// One question on its way: one rulebook serves all of it.
    typealias Asked = AccessDesk.Asked

    /// Drafts, refuses and answers, as for access cases.
    let recorder: AccessDesk
    let people: ReviewPeople
    let events: ReviewEvents

    var gateway: SummaryGateway { recorder.gateway }
    var ledger: SQLiteLedger { recorder.ledger }

    func answer(_ question: ReviewQuestion, caller: Caller, trace: String) async -> Answer {
        guard let asked = Asked(gateway, caller: caller, trace: trace) else {
            return Answer(Problem(.unauthenticated))
        }
        do {
            do {
                return try await answer(question, asked)
            } catch LedgerFailure.conflict(let why) {
                return try await refuse(CaseRefusal(rawValue: why), asked)
            }
        } catch let failure as BriefingFailure {
            guard failure.problem.code.isRecorded else { return Answer(failure.problem) }
            return (try? await recorder.refuse(failure.problem, asked)) ?? Answer(Problem(.auditUnavailable))
        } catch {
            gateway.logger.critical("a step of a review is not recorded", metadata: ["trace": .string(trace)])
            return Answer(Problem(.auditUnavailable))
        }
    }

    private func answer(_ question: ReviewQuestion, _ asked: Asked) async throws -> Answer {
        switch question {
        case .list(let filter): return try await list(filter, asked)
        case .claimNext: return try await claimNext(asked)
        case .step(let token, let step): return try await take(step, token, asked)
        case .missedFlag(let request, let concern, let words):
            return try await report(concern, request, words, asked)
        case .stop(let isStopped, let words): return try await stop(isStopped, words, asked)
        case .report(let from): return try await report(from: from, asked)
        }
    }

    // MARK: - What steps share

    /// A case as doors show it to people of the house; no text of anybody.
    func row(_ life: CaseLife, _ asked: Asked, at now: Timestamp) -> JSONValue {
        let start = life.opened.start
        let lease = life.lease(at: now)
        var members: [String: JSONValue] = [
            "case": .string(life.opened.token.text), "state": .string(life.word(at: now)),
            "escalated": .bool(life.isEscalated), "contested": .bool(life.contestedIn != nil),
            "origin": .string(start.origin.rawValue), "follows": JSONValue(start.follows?.text),
            "severity": JSONValue(life.opened.severity),
            "categories": .array(
                life.opened.concerns.map { .string($0.category?.text ?? "not_assessed") }),
            "customer": .string(life.opened.customer.description),
            "conversation": .string(life.opened.conversation.description),
            "channel": .string(start.channel), "opened_at": .string(life.opened.openedAt.description),
            "age_minutes": JSONValue(
                Int(max(0, now.milliseconds - life.opened.openedAt.milliseconds) / 60_000)),
            "acknowledge_by": .string(start.acknowledgeBy.description),
            "decide_by": .string(start.decideBy.description),
            "breached": .bool(life.isOpen && life.isBreached(at: now)),
            "regulatory": .array(
                start.regulatory.map { ["rule": .string($0.rule.text), "due": .string($0.at.description)] }),
            "requests": .array(
                life.requests.map { request in
                    [
                        "role": .string(request.requester.role.text),
                        "organisation": .string(request.requester.organisation.text),
                        "purpose": .string(request.purpose.text), "external": .bool(request.isExternal),
                    ]
                }),
            "accepted": .bool(life.acceptedBy != nil),
            "yours": .bool(lease?.by.party.subject == asked.caller.subject),
        ]
        if let lease, lease.by.party.subject == asked.caller.subject {
            members["lease_until"] = .string(lease.until.description)
        }
        if let outcome = life.outcome {
            members["decided_at"] = .string(outcome.at.description)
            members["verdict"] = .string(outcome.decision.verdict.name)
        }
        if let known = knownAnswer(of: life, asked, at: now) { members["known_answer"] = known }
        return .object(members)
    }

    /// Whether a caller sees which cases are tests; nobody who decides any does.
    func isOfficer(_ asked: Asked) -> Bool {
        let officers = asked.rulebook.known.terms?.officers ?? []
        return officers.contains(asked.caller.role) && recorder.briefing(asked).looksAtCases(asked.caller)
    }

    /// What a caller may know of a case's being a test: officers all of it, a reviewer their own result once it is told.
    func knownAnswer(of life: CaseLife, _ asked: Asked, at now: Timestamp) -> JSONValue? {
        guard let test = life.opened.test else { return nil }
        let isOfficer = isOfficer(asked)
        let told = life.toldResult(to: asked.caller.subject, at: now)
        guard isOfficer || told != nil else { return nil }
        var members: [String: JSONValue] = [
            "expected": .array(test.expected.map(JSONValue.string)), "because": .string(test.because),
            "right": (isOfficer ? life.knownResults.first : told).map { .bool($0.isRight) } ?? .null,
        ]
        if isOfficer { members["name"] = .string(test.answer.text) }
        return .object(members)
    }

    /// A leaf of one step on a case.
    func leaf(
        _ word: String, _ life: CaseLife, _ asked: Asked, body: JSONValue?, _ more: [String: JSONValue] = [:]
    ) throws -> LeafDraft {
        var members = life.opened.members(word)
        members.merge(more) { own, further in
            // The reason is the one member that both may have: a test's mark, and what a person gave.
            .object((own.object ?? [:]).merging(further.object ?? [:]) { $1 })
        }
        return try recorder.draft(
            .reviewDecision, asked, body: body, members: members, customer: life.opened.customer)
    }

    /// Commits a step with its leaf, and hands on what somebody has to hear of.
    func commit(
        _ step: CaseStep, _ life: CaseLife, _ draft: LeafDraft, _ asked: Asked, at now: Timestamp,
        also changes: [LedgerChange] = []
    ) async throws -> Receipt {
        let own = LedgerChange.review(.step(life.opened.token, tenant: asked.tenant, step, at: now))
        let receipt = try await ledger.commit(draft, [own] + changes, sealed: nil)
        await events.relay.relay()
        return receipt
    }

    func refuse(_ refusal: CaseRefusal?, _ asked: Asked) async throws -> Answer {
        guard let refusal else { return try await recorder.refuse(Problem(.conflict), asked) }
        return try await recorder.refuse(Self.problem(refusal), asked)
    }

    /// The refusal of a step that a case does not take.
    static func problem(_ refusal: CaseRefusal) -> Problem {
        let rule = try? RuleID("review:" + refusal.rawValue)
        switch refusal {
        case .notReviewer, .outside, .ownRequest, .involved, .notNew, .seniorOnly, .notAssigned:
            return Problem(.purposeNotAllowed, detail: refusal.text, rule: rule)
        case .linesNotOffered, .noCrisis, .reasonTooShort, .minutesOutOfRange:
            return Problem(.malformedRequest, detail: refusal.text)
        case .closed, .leased, .staleLease, .notSeen, .notProposed, .notDue, .notContestable, .tooManySteps,
            .stopped:
            return Problem(.conflict, detail: refusal.text, rule: rule)
        }
    }

    /// A fresh 128-bit name.
    func fresh<Kind: IdentifierKind>() throws -> Identifier<Kind> {
        try Identifier<Kind>(Base64URL.encode(gateway.entropy(16)))
    }
}
