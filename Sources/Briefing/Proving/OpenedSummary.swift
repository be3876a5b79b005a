import AuditTrail
import Conversations
import Foundation

/// What was opened of a summary's leaf, as far as a check needs it.
struct OpenedSummary {
    let leaf: Leaf
    let members: [String: JSONValue]
    let tenant: TenantID

    /// The leaf and its openings, each held against it; `nil` where the answer has no receipt that can be read.
    init?(_ evidence: SummaryEvidence, digester: any Digester, _ verdict: inout SummaryVerdict) {
        guard let receipt = evidence.answer["receipt"].flatMap(Receipt.init(json:)),
            let leaf = try? Leaf(bytes: receipt.leaf), leaf.type == .disclosure,
            let body = evidence.answer["body"]
        else {
            verdict.fault("receipt", "expected the receipt of a disclosure, found none that can be read")
            return nil
        }
        guard let tenant = Self.tenant(receipt.checkpoint) else {
            verdict.fault("receipt.checkpoint", "expected the name of a log, <host>/audit/<tenant>/<year>")
            return nil
        }
        let isAsSent =
            (try? body.canonicalBytes()).flatMap { bytes in
                receipt.bodyKey.map { leaf.standsFor(body: bytes, key: $0, digester: digester) }
            } ?? false
        if !isAsSent {
            verdict.fault("body", "is not what the leaf stands for: it was changed since it was sent")
        }
        var members: [String: JSONValue] = [:]
        for opening in receipt.openings + evidence.openings {
            guard leaf.commits(to: opening, digester: digester) else {
                verdict.fault("opening \(opening.name)", "the leaf does not commit to it")
                continue
            }
            members[opening.name] = opening.value
        }
        self.leaf = leaf
        self.tenant = tenant
        self.members = members
    }

    private static func tenant(_ checkpoint: String) -> TenantID? {
        let name = checkpoint.split(separator: "\n").first.map(String.init) ?? ""
        let parts = name.split(separator: "/")
        guard parts.count >= 4, parts[parts.count - 3] == "audit" else { return nil }
        return String(parts[parts.count - 2]).removingPercentEncoding.flatMap { try? TenantID($0) }
    }

    /// The key of the record commitments, 32 bytes.
    var recordKey: [UInt8]? {
        members["record_key"]?.string.flatMap { Base64URL.decode($0) }.flatMap { $0.count == 32 ? $0 : nil }
    }

    /// By handle, the record `source:id` that it stands for.
    var handles: [String: JSONValue] { members["handles"]?.object ?? [:] }

    /// The elevation under which fields were treated, `nil` as a rule.
    var elevation: RuleID? {
        members["caller_identity"]?["elevation"]?.string.flatMap { try? RuleID($0) }
    }

    /// The classes that the elevation was granted for; `nil` for all that it shows.
    var elevated: [FieldClass]? {
        members["caller_identity"]?["elevated"]?.array?.compactMap { $0.string.flatMap { FieldClass($0) } }
    }

    /// What the gate said: `pass`, `warn`, `released`, `break_glass` or `shadow`.
    var gate: String { members["review"]?["gate"]?.string ?? "pass" }

    /// The caller, as far as the leaf tells.
    var caller: Caller? {
        func identifier<Kind: IdentifierKind>(_ name: String) -> Identifier<Kind>? {
            members["caller_identity"]?[name]?.string.flatMap { try? Identifier<Kind>($0) }
        }
        guard let subject: PrincipalID = identifier("subject"),
            let client: PrincipalID = identifier("client"),
            let organisation: OrganisationID = identifier("organisation"),
            let role: RoleID = identifier("role")
        else { return nil }
        return Caller(
            tenant: tenant, subject: subject, actor: identifier("actor"), client: client,
            organisation: organisation, role: role, actorRole: identifier("actor_role"),
            region: identifier("region"))
    }

    var customer: CustomerID? { members["subject"]?.string.flatMap { ULID($0) }.map(CustomerID.init) }
    var conversation: ConversationID? { members["conversation"]?.string.flatMap { ConversationID($0) } }
}
