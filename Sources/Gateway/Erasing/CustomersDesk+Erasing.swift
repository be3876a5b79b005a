import AuditTrail
import Briefing
import Conversations
import Ledger

extension CustomersDesk {
    /// How often an erasure starts anew because something was recorded about the customer meanwhile.
    private static let attemptsMax = 8

    /// Erases a customer, or says that it was done; the answer leaves when every step is durable.
    func erase(_ asked: Asked, reason: String, legalBasis: String) async throws -> Answer {
        try requirePlain(reason, member: "reason")
        try requirePlain(legalBasis, member: "legal_basis")
        for _ in 1...Self.attemptsMax {
            switch try await ledger.erasureStanding(of: asked.customer, tenant: asked.tenant) {
            case .unknown: return try await refuse(Problem(.customerNotFound), asked)
            case .erased(let recorded): return try await again(recorded, asked, reason, legalBasis)
            case .present(_, isHeld: true):
                return try await refuse(
                    Problem(.legalHold, detail: "release the legal hold first", rule: "legal_hold"), asked)
            case .present(let scope, isHeld: false):
                do {
                    return try await erase(asked, scope, reason, legalBasis)
                } catch LedgerFailure.conflict { continue }
            }
        }
        return try await refuse(
            Problem(.conflict, detail: "the customer is being answered about without a pause"), asked)
    }

    private func erase(
        _ asked: Asked, _ scope: ErasureScope, _ reason: String, _ legalBasis: String
    ) async throws -> Answer {
        let report = ErasureReport(
            customer: asked.customer, scope: scope, at: clock.now(),
            backupKeepDays: configuration.backupKeepDays)
        var members = members(asked)
        members["reason"] = .string(reason)
        members["legal_basis"] = .string(legalBasis)
        members["scope"] = report.leafScope
        members["joint"] = report.joint
        let draft = try draft(.erasure, asked, body: report.body, members: members, isAboutCustomer: true)
        let receipt = try await ledger.commit(
            draft, [.erasing(.erase(asked.customer, scope: scope))], sealed: nil)
        readings?.forget(asked.customer, of: asked.tenant)
        try await ledger.finishErasures()
        return try answer("erased", report.body, receipt)
    }

    /// A repeated request finishes what is under way and says when it was recorded.
    private func again(
        _ recorded: RecordedErasure, _ asked: Asked, _ reason: String, _ legalBasis: String
    ) async throws -> Answer {
        readings?.forget(asked.customer, of: asked.tenant)
        try await ledger.finishErasures()
        let body: JSONValue = [
            "customer": .string(asked.customer.description), "already_erased": true,
            "erased_at": .string(recorded.at.description), "leaf": JSONValue(recorded.leaf?.description),
            "seen_again_at": .array(recorded.returns.map { .string($0.description) }),
            "backups": ErasureReport.backups(keepDays: configuration.backupKeepDays, since: recorded.at),
        ]
        var members = members(asked)
        members["reason"] = .string(reason)
        members["legal_basis"] = .string(legalBasis)
        members["scope"] = ["action": "repeated"]
        let draft = try draft(.erasure, asked, body: body, members: members, isAboutCustomer: true)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        return try answer("erased", body, receipt)
    }

    /// Sets or releases a legal hold; both stand in the log with who and why.
    func setHold(_ isSet: Bool, _ asked: Asked, _ reason: String) async throws -> Answer {
        try requirePlain(reason, member: "reason")
        switch try await ledger.erasureStanding(of: asked.customer, tenant: asked.tenant) {
        case .unknown: return try await refuse(Problem(.customerNotFound), asked)
        case .erased:
            return try await refuse(Problem(.conflict, detail: "the customer was erased"), asked)
        case .present(_, let isHeld):
            guard isSet || isHeld else {
                return try await refuse(Problem(.conflict, detail: "there is no legal hold"), asked)
            }
        }
        let action = isSet ? "legal_hold_set" : "legal_hold_released"
        let body: JSONValue = [
            "customer": .string(asked.customer.description), "legal_hold": .bool(isSet),
        ]
        var members = members(asked)
        members["reason"] = .string(reason)
        members["scope"] = ["action": .string(action)]
        let draft = try draft(.erasure, asked, body: body, members: members, isAboutCustomer: true)
        let change: ErasingChange =
            isSet ? .setLegalHold(asked.customer) : .releaseLegalHold(asked.customer)
        do {
            let receipt = try await ledger.commit(draft, [.erasing(change)], sealed: nil)
            return try answer(action, body, receipt)
        } catch LedgerFailure.conflict(let why) {
            return try await refuse(Problem(.conflict, detail: why), asked)
        }
    }
}
