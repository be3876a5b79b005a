import Briefing
import Conversations
import ReviewQueue

/// An invented customer, read like any other: sources and ledger are asked the same questions, and what they do not have is
/// added to their answers.
struct KnownStory: Sendable {
    /// The id that the gateway issued; no source's row is linked to it.
    let customer: CustomerID
    /// What its source would give.
    let history: SourceHistory
    /// What that source would say of whoever seems to ask.
    let askerRows: [KnownStaff]
    /// The tests about it, the newest first; none while the first is being opened.
    let lives: [CaseLife]

    /// How sources are asked for somebody whom none of them has.
    var key: CustomerKey {
        .person(.external(system: history.coverage.source, id: customer.description))
    }

    /// What a search finds that finds nobody.
    var found: CustomerFinder.Found {
        CustomerFinder.Found(
            customer: KnownCustomer(id: customer, newLinks: [], evidence: []),
            rows: [KnownAnswer.row(of: customer, in: history.coverage.source)], gaps: [:])
    }
}

extension SummaryGateway {
    /// The story of a test's customer; `nil` for everybody else's.
    func story(
        about customer: CustomerID, tenant: TenantID, _ rulebook: Rulebook
    ) async throws(BriefingFailure) -> KnownStory? {
        let lives: [CaseLife]
        do { lives = try await ledger.testLives(of: customer, tenant: tenant) } catch {
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
        guard let life = lives.first, let answer = rulebook.known.answer(of: life),
            let history = rulebook.known.history(of: life)
        else { return nil }
        return KnownStory(customer: customer, history: history, askerRows: answer.askerRows, lives: lives)
    }

    /// The same for a request: only people whose work is to look at cases meet an invented customer; to everybody else there
    /// is no such person.
    func story(
        about key: CustomerKey, _ caller: Caller, _ rulebook: Rulebook
    ) async throws(BriefingFailure) -> KnownStory? {
        let briefing = Briefing(rulebook: rulebook, digester: digester, pseudonymiser: pseudonymiser)
        guard case .customer(let customer) = key, briefing.looksAtCases(caller) else { return nil }
        return try await story(about: customer, tenant: caller.tenant, rulebook)
    }
}
