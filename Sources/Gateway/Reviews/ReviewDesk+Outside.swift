import Briefing
import Conversations
import GatewayHTTP
import Ledger
import ReviewQueue

extension ReviewDesk {
    /// How far back callers outside may dispute what was decided.
    private static let disputableDays: Int64 = 30

    /// A step of a caller outside: whoever was refused after a review may dispute it, by the name that they were given.
    ///
    /// They learn that it was taken and nothing of the case.
    func takeOutside(_ step: ReviewStep, _ name: ReviewCaseToken, _ asked: Asked) async throws -> Answer {
        guard case .contest(let words) = step, let life = try await ownCase(named: name, asked) else {
            return try await recorder.refuse(Problem(.reviewCaseNotFound), asked)
        }
        return try await contest(
            life, words, asked, shown: ["case": .string(name.text), "contested": true])
    }

    /// The decided case of a request of the caller's own that their organisation knows by a name.
    private func ownCase(named name: ReviewCaseToken, _ asked: Asked) async throws -> CaseLife? {
        guard let life = try await ledger.caseLife(outside: name.text, tenant: asked.tenant) else {
            return nil
        }
        let from = gateway.clock.now().adding(milliseconds: -Self.disputableDays * 86_400_000)
        // WHY again: the ledger finds the case, and the key says whose name for it that is.
        let own = CaseNames(pseudonymiser: gateway.pseudonymiser).name(
            of: life.opened.token, tenant: asked.tenant, outside: asked.caller.organisation)
        let hasAsked = life.requests.contains { request in
            request.requester.organisation == asked.caller.organisation
                && request.askers.contains(asked.caller.subject)
        }
        return own == name.text && hasAsked && !life.isOpen && life.opened.openedAt >= from ? life : nil
    }
}
