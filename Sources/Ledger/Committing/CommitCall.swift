import AuditTrail
import Conversations

/// What one caller wants committed, made ready by the caller's own task.
struct CommitCall: Sendable {
    let leaf: PreparedLeaf
    /// What is encrypted for the leaf.
    let keptOpenings: [UInt8]
    let changes: [LedgerChange]
    let sealed: SealedBody?

    /// Does everything that needs neither the writer nor the leaf's place in the log.
    ///
    /// - Throws: ``LedgerFailure/refused(_:)`` for a draft that makes no leaf.
    init(
        _ draft: LeafDraft, _ changes: [LedgerChange], sealed: SealedBody?, digester: some Digester
    ) throws(LedgerFailure) {
        do { leaf = try PreparedLeaf(draft, digester: digester) } catch { throw .refused(error) }
        let kept = KeptOpenings(openings: leaf.openings, bodyKey: leaf.bodyKey)
        do { keptOpenings = try kept.bytes() } catch { throw .refused(.notCanonical("openings")) }
        self.changes = changes
        self.sealed = sealed
    }

    var draft: LeafDraft { leaf.draft }
    var tenant: TenantID { draft.caller.tenant }

    /// The key that openings are kept under: the customer's, except for an erasure, which must stay readable.
    static func openingsKey(tenant: TenantID, type: LeafType, customer: CustomerID?) -> KeyName {
        KeyName(tenant: tenant, customer: type == .erasure ? nil : customer, period: nil)
    }

    /// The key that the openings of this leaf are kept under.
    var openingsKey: KeyName {
        Self.openingsKey(tenant: tenant, type: draft.type, customer: draft.customer)
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
