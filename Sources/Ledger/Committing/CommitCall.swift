import AuditTrail
import Conversations

/// What one caller wants committed.
struct CommitCall: Sendable {
    let draft: LeafDraft
    let changes: [LedgerChange]
    let sealed: SealedBody?

    var tenant: TenantID { draft.caller.tenant }

    /// The key that openings are kept under: the customer's, except for an erasure, which must stay readable.
    var openingsKey: KeyName {
        KeyName(tenant: tenant, customer: draft.type == .erasure ? nil : draft.customer, period: nil)
    }

    /// The key that the box of a sealed body is kept under.
    func boxKey(at moment: Timestamp) -> KeyName {
        KeyName(tenant: tenant, customer: draft.customer, period: moment.month)
    }

    /// The keys that a commit at some moment needs.
    func keys(at moment: Timestamp) -> [KeyName] {
        [openingsKey] + (sealed == nil ? [] : [boxKey(at: moment)])
    }
}

/// A leaf that stands in the transaction and waits for its checkpoint.
struct StagedLeaf: Sendable {
    let log: Int64
    let position: Int
    let encoded: EncodedLeaf
    let receiptMembers: [String]
}
