import AccessGrants
import AuditTrail
import Briefing
import Conversations
import FieldPolicy
import Ledger

extension AccessDesk {
    /// Opens a case, pages whoever has to answer, and says what became of it.
    func ask(_ ask: AccessAsk, _ asked: Asked) async throws -> Answer {
        try requirePlain(ask.reason, asked)
        let briefing = briefing(asked)
        if let problem = briefing.admission(asked.caller, ask.request.purpose) {
            return try await refuse(problem, asked)
        }
        let input = try await gateway.input(
            ask.request, asked.caller, asked.trace, asked.rulebook, lifting: true)
        switch try briefing.accessRuling(ask, input) {
        case .refused(let outcome), .held(let outcome):
            return try await gateway.record(outcome, asked.caller, asked.rulebook)
        case .allowed(let terms, let fields, let changes):
            guard let use = input.accessUse else {
                return try await refuse(Problem(.customerNotFound), asked)
            }
            let id = AccessCaseID(ULID(at: input.now, entropy: gateway.entropy(10)))
            let opened = AccessIntake.open(
                terms, for: use, fields: fields, id: id, at: input.now, times: times)
            if let problem = try await unfit(opened, terms, asked) {
                return try await refuse(problem, asked)
            }
            return try await open(opened, ask, changes, asked)
        }
    }

    /// Why a request that the policy allows is refused nevertheless.
    private func unfit(
        _ opened: AccessCase, _ terms: AccessTerms, _ asked: Asked
    ) async throws -> Problem? {
        if terms.kind == .breakGlass, demandsDuty, duty == nil {
            return Problem(
                .purposeNotAllowed, detail: "no duty rota is configured, so nobody would hear of it",
                rule: "break_glass:no_duty")
        }
        guard terms.isPreapproved || terms.kind == .breakGlass || !terms.approvers.isEmpty else {
            return Problem(.purposeNotAllowed, detail: "nobody approves this", rule: "access:approvers")
        }
        let open = try await ledger.accessCases(
            AccessQuery(requester: asked.caller.subject, isOpen: true, limit: Self.openCasesMax),
            tenant: asked.tenant)
        guard open.count < Self.openCasesMax else {
            return Problem(
                .tooManyRequests, detail: "at most \(Self.openCasesMax) open access cases a person")
        }
        // WHY: a client that asks again after a lost answer must not have an approver paged twice.
        if let waiting = open.first(where: { $0.state == .pending && $0.asksTheSame(as: opened) }) {
            return Problem(
                .conflict, detail: "the same is asked already and waits for an answer: \(waiting.id)",
                rule: "access:waiting")
        }
        return nil
    }

    private func open(
        _ opened: AccessCase, _ ask: AccessAsk, _ changes: [LedgerChange], _ asked: Asked
    ) async throws -> Answer {
        let body = AccessBody(handles: handles(asked), rulebook: asked.rulebook).json(
            opened, at: opened.askedAt, isRequester: true)
        let (type, members) = leaf(of: opened, ask)
        let draft = try draft(
            type, asked, purpose: opened.purpose, body: body, members: members, customer: opened.customer)
        let occasion: DutyPages.Occasion? =
            switch opened.kind {
            case .breakGlass: .breakGlass
            case .purpose: .request
            case .elevation where opened.state == .pending: .request
            case .elevation where isSampled(opened, asked): .sample
            case .elevation, .contact: nil
            }
        // WHY before the leaf: a glass that nobody on duty hears of is not broken.
        if let occasion { try pages.page(occasion, about: opened, at: opened.askedAt) }
        do {
            let receipt = try await ledger.commit(draft, changes + [.access(.open(opened))], sealed: nil)
            metrics.countAsked(opened.kind)
            return try answer(opened.state.word, body, receipt)
        } catch LedgerFailure.conflict {
            throw BriefingFailure(problem: Problem(.conflict))
        }
    }

    private func leaf(of opened: AccessCase, _ ask: AccessAsk) -> (LeafType, [String: JSONValue]) {
        var members = AccessMembers.about(opened)
        members["fields"] = AccessMembers.fields(opened)
        members["reason"] = .string(ask.reason)
        if case .granted(let grant) = opened.state { members["until"] = .string(grant.until.description) }
        guard opened.kind == .breakGlass else {
            members["request"] = .string(opened.id.description)
            return (.accessRequest, members)
        }
        members["case"] = .string(opened.id.description)
        members["paged"] = JSONValue(duty?.rota.owner(at: opened.askedAt).text)
        return (.breakGlassStart, members)
    }

    /// Whether a grant approved beforehand is drawn for a look: so many of a hundred, by a keyed choice that nobody guesses.
    private func isSampled(_ opened: AccessCase, _ asked: Asked) -> Bool {
        guard let share = asked.rulebook.policy.elevation(opened.rule)?.preapproved?.samplePercent else {
            return false
        }
        let drawn = gateway.entropy(2).reduce(0) { $0 << 8 | Int($1) }
        return drawn * 100 < share * 65_536
    }

    func handles(_ asked: Asked) -> ContactHandles {
        ContactHandles(pseudonymiser: gateway.pseudonymiser, tenant: asked.tenant)
    }
}

/// What leaves of access have in common.
enum AccessMembers {
    static func about(_ found: AccessCase) -> [String: JSONValue] {
        [
            "conversation": .string(found.conversation.description),
            "subject": .string(found.customer.description),
        ]
    }

    static func fields(_ found: AccessCase) -> JSONValue { .array(found.fields.map { .string($0.path) }) }
}

/// Names that stand for the value on file: the case and a keyed mark, so that none is made up.
struct ContactHandles: Sendable {
    let pseudonymiser: any Pseudonymiser
    let tenant: TenantID

    func handle(of id: AccessCaseID) -> String { "\(id)-\(mark(id))" }

    /// The case behind a handle, `nil` for a text that is none of this tenant's.
    func id(of handle: String) -> AccessCaseID? {
        let parts = handle.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let ulid = ULID(String(parts[0])), mark(AccessCaseID(ulid)) == parts[1] else {
            return nil
        }
        return AccessCaseID(ulid)
    }

    private func mark(_ id: AccessCaseID) -> String {
        (0..<2).map {
            pseudonymiser.token(
                for: id.description, fieldClass: "source.ref",
                scope: ["contact-handle", "\($0)", tenant.text])
        }.joined()
    }
}
