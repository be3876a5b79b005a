import Briefing
import Conversations

/// Nobody, somebody behind a fence and somebody out of scope are one answer: in its words, nearly in its work, and in its
/// time as far as slots tell.
extension SummaryGateway {
    /// Answers about nobody are given when a whole number of these has passed since the question came.
    ///
    /// WHY a quarter of a second: more than what a search, a history and a commit take on a machine that is not crowded, so
    /// that most such answers leave in the first slot, whatever was read.
    static let absenceSlotMilliseconds: Int64 = 250

    /// Asks the sources and the ledger for somebody who has no row anywhere, and forgets what they say.
    ///
    /// WHY: behind a fence or out of scope there is a history to read before anybody can tell; without these questions the
    /// answer about nobody would be cheaper by all of them.
    func askAboutNobody(
        _ caller: Caller, _ scope: CallerScope, _ sources: Sources, _ now: Timestamp
    ) async throws(LedgerUnavailable) {
        let nobody = CustomerID(ULID(at: now, entropy: entropy(10)))
        let rows = sources.sources.map { PersonReference(source: $0.descriptor.id, id: nobody.description) }
        let found = CustomerFinder.Found(
            customer: KnownCustomer(id: nobody, newLinks: [], evidence: []), rows: rows, gaps: [:])
        _ = await history(found, caller, scope, sources, now)
        _ = try await grants(of: caller, about: nobody)
        _ = try await ledger.caseLives(
            of: [ConversationID(source: "nobody", id: nobody.description)], tenant: caller.tenant)
    }

    /// Waits for the end of the slot.
    func evenOut(since start: ContinuousClock.Instant) async {
        let passed = (ContinuousClock.now - start).components
        let milliseconds = passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
        let slots = milliseconds / Self.absenceSlotMilliseconds + 1
        // WHY the error is passed over: a request that was given up needs no even answer.
        try? await Task.sleep(
            until: start + .milliseconds(slots * Self.absenceSlotMilliseconds), clock: ContinuousClock())
    }
}
