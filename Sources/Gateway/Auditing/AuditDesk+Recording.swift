import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import Logging

/// The leaf and the report that every answer waits for.
extension AuditDesk {
    /// Records a read whose answer is JSON, and answers with its receipt.
    func record(
        _ read: AuditRead, body: JSONValue, next: String?, _ reader: AuditReader
    ) async throws -> AuditAnswer {
        let receipt = try await commit(read, body: try body.canonicalBytes(), reader)
        let leaf = try Leaf(bytes: receipt.leaf).id
        try report(read, leaf, reader)
        let document: JSONValue = ["outcome": "view", "body": body, "receipt": receipt.json]
        return AuditAnswer(
            Answer(
                status: 200, contentType: "application/json", bytes: try document.canonicalBytes()),
            leaf: leaf, next: next)
    }

    /// Records a read whose answer is in another form; its leaf is named beside it.
    func record(
        _ read: AuditRead, contentType: String, bytes: [UInt8], next: String?, _ reader: AuditReader
    ) async throws -> AuditAnswer {
        let receipt = try await commit(read, body: bytes, reader)
        let leaf = try Leaf(bytes: receipt.leaf).id
        try report(read, leaf, reader)
        return AuditAnswer(
            Answer(status: 200, contentType: contentType, bytes: bytes), leaf: leaf, next: next)
    }

    /// Records a refusal, and answers with its receipt.
    func record(refusal problem: Problem, _ reader: AuditReader) async throws -> AuditAnswer {
        guard case .object(let members) = problem.json else { throw LedgerFailure.unavailable }
        let draft = try draft(
            .refusal, body: try problem.json.canonicalBytes(), members: [:], customer: nil, reader)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        let document = JSONValue.object(members.merging(["receipt": receipt.json]) { $1 })
        return AuditAnswer(
            Answer(
                status: problem.code.status, contentType: "application/problem+json",
                bytes: try document.canonicalBytes()),
            leaf: try Leaf(bytes: receipt.leaf).id)
    }

    /// The `audit_read` leaf, kept under the customer's key when all of it is about one customer.
    private func commit(_ read: AuditRead, body: [UInt8], _ reader: AuditReader) async throws -> Receipt {
        do {
            let draft = try draft(
                .auditRead, body: body, members: read.members(isCustomerNamed: true),
                customer: read.customer, reader)
            return try await ledger.commit(draft, [], sealed: nil)
        } catch LedgerFailure.conflict where read.customer != nil {
            // WHY: nothing is kept under an erased customer's key any more; the read itself is still recorded.
            let draft = try draft(
                .auditRead, body: body, members: read.members(isCustomerNamed: false), customer: nil, reader)
            return try await ledger.commit(draft, [], sealed: nil)
        }
    }

    private func draft(
        _ type: LeafType, body: [UInt8], members: [String: JSONValue], customer: CustomerID?,
        _ reader: AuditReader
    ) throws -> LeafDraft {
        var committed = members
        committed["caller_identity"] = reader.identity
        committed["trace"] = .string(reader.trace)
        let rulebook = rulebooks.current
        return try LeafDraft(
            type: type, caller: LeafCaller(reader.caller), purpose: Self.purpose,
            policy: rulebook.policyName, rulesDigest: rulebook.digest, body: body, committed: committed,
            seed: entropy(32), customer: customer, receiptMembers: committed.keys.sorted())
    }

    /// Tells somebody outside compliance, durably; what cannot be reported is not answered.
    private func report(_ read: AuditRead, _ leaf: ULID, _ reader: AuditReader) throws {
        guard let reports else { return }
        do { try reports.append(line: ReadReport(read, leaf: leaf, reader.caller).line) } catch {
            logger.critical("a read of the audit cannot be reported, so it is not answered")
            throw error
        }
    }
}
