import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger

/// What exactly somebody saw: a delivered body, still sealed to a key that is not here.
extension AuditDesk {
    /// Gives out box and ciphertext for a case that a second person vouches for, within the person's daily bound.
    func body(
        _ id: ULID, _ reference: String, _ second: Caller, _ reader: AuditReader
    ) async throws -> AuditAnswer {
        let caller = reader.caller
        let isSecond =
            second.tenant == caller.tenant && second.subject != caller.subject && second.actor == nil
            && Self.secondRoles.contains(second.role)
        guard isSecond else { throw AuditFailure.noSecondPerson }
        let row = try await row(id, isOpened: true, reader)
        guard case .opened(_, let bodyKey?) = row.openings,
            let sealed = try await ledger.sealedBody(of: id, tenant: caller.tenant)
        else { throw AuditFailure.noBody }
        let waiting = turns.enter(caller)
        defer { turns.leave(caller) }
        let given = try await ledger.bodyReads(
            by: caller.subject, tenant: caller.tenant, from: Self.startOfDay(clock.now()))
        guard given + waiting < bodiesPerDayMax else { throw AuditFailure.dailyBound(bodiesPerDayMax) }
        let body: JSONValue = [
            "leaf": .string(Base64URL.encode(row.leaf.bytes)), "index": JSONValue(row.index),
            "log": .string(row.log), "body_key": .string(Base64URL.encode(bodyKey)),
            "data_key_box": .string(Base64URL.encode(sealed.dataKeyBox)),
            "ciphertext": .string(Base64URL.encode(sealed.ciphertext)),
        ]
        let read = AuditRead(
            kind: .body, named: id, rows: [row], caseReference: reference,
            approvedBy: AuditReader.identity(of: second), approver: second.subject)
        return try await record(read, body: body, next: nil, reader)
    }

    /// The first moment of the day (UTC).
    static func startOfDay(_ now: Timestamp) -> Timestamp {
        let day: Int64 = 86_400_000
        return Timestamp(milliseconds: now.milliseconds / day * day)
    }
}
