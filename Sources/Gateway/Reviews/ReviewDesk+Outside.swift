import Briefing
import Conversations
import GatewayHTTP
import Ledger

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
        let from = gateway.clock.now().adding(milliseconds: -Self.disputableDays * 86_400_000)
        let decided = try await ledger.caseLives(
            ReviewQuery(isOpen: false, from: from, limit: 10_000), tenant: asked.tenant)
        let names = CaseNames(pseudonymiser: gateway.pseudonymiser)
        return decided.first { life in
            life.requests.contains { request in
                request.requester.organisation == asked.caller.organisation
                    && request.askers.contains(asked.caller.subject)
            }
                && names.name(
                    of: life.opened.token, tenant: asked.tenant, outside: asked.caller.organisation)
                    == name.text
        }
    }
}
