import AccessGrants
import AuditTrail
import Briefing
import Conversations
import Ledger

extension AccessDesk {
    /// Says whether a value is on file; counted, recorded, and never the value itself.
    func check(_ check: CheckRequest, _ asked: Asked) async throws -> Answer {
        let briefing = briefing(asked)
        if let problem = briefing.admission(asked.caller, check.request.purpose) {
            return try await refuse(problem, asked)
        }
        let input = try await gateway.input(
            check.request, asked.caller, asked.trace, asked.rulebook, lifting: true)
        var tries = TriesHad.none
        if let conversation = input.request.conversation, let customer = input.customer {
            let tried = CheckTry(
                conversation: conversation, customer: customer.id, caller: AnsweredCaller(asked.caller))
            tries = try await ledger.checkTries(tried, at: input.now)
        }
        let outcome = try briefing.check(check, input, tries: tries)
        guard case .string(let result)? = outcome.body["result"] else {
            metrics.countCheck("refused")
            return try await gateway.record(outcome, asked.caller, asked.rulebook)
        }
        let answered = try await gateway.record(outcome, asked.caller, asked.rulebook, as: "check")
        metrics.countCheck(result)
        return answered
    }

    /// Gives a dialler or mailer the value behind a handle, once, and to no other program.
    func resolve(_ handle: String, _ asked: Asked) async throws -> Answer {
        guard let clients = duty?.contactClients, clients.contains(asked.caller.client) else {
            return try await refuse(
                Problem(
                    .purposeNotAllowed,
                    detail: "only a program that calls or writes for people resolves handles",
                    rule: "contact:clients"), asked)
        }
        guard let id = handles(asked).id(of: handle),
            let found = try await ledger.accessCase(id, tenant: asked.tenant), found.kind == .contact
        else { return try await refuse(Problem(.accessCaseNotFound), asked) }
        let use = AccessUse(
            by: asked.party, tenant: found.tenant, customer: found.customer,
            conversation: found.conversation, purpose: found.purpose)
        do { _ = try found.stepped(.use(use), at: gateway.clock.now()) } catch {
            return try await refuse(problem(error), asked)
        }
        let body: JSONValue = [
            "case": .string(id.description), "fields": AccessMembers.fields(found),
            "values": .array(try await values(found, asked).map(JSONValue.string)),
        ]
        var members = AccessMembers.about(found)
        members["fields"] = AccessMembers.fields(found)
        members["grant"] = .string(id.description)
        let draft = try draft(
            .grantUse, asked, purpose: found.purpose, body: body, members: members, customer: found.customer)
        do {
            // WHY read anew: sources may have been slow, and a moment long past looks like a clock set back.
            let now = gateway.clock.now()
            let receipt = try await ledger.commit(
                draft, [.access(.step(id, tenant: asked.tenant, .use(use), at: now))], sealed: nil)
            metrics.countUse(.contact)
            return try answer("resolved", body, receipt)
        } catch LedgerFailure.conflict(let why) {
            return try await refuse(problem(AccessRefusal(rawValue: why) ?? .usedUp), asked)
        }
    }

    /// The values on file as they are now, each once, in order.
    private func values(_ found: AccessCase, _ asked: Asked) async throws -> [String] {
        let rows = try await gateway.find(.customer(found.customer), asked.caller, asked.rulebook)
        guard let rows, let fieldClass = found.fields.first else {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "the customer cannot be read now"))
        }
        let timeline = await gateway.sources.of(asked.tenant).history(
            of: rows.rows, at: gateway.clock.now(), gaps: rows.gaps)
        return Set(briefing(asked).onFile(fieldClass, timeline)).sorted()
    }
}
