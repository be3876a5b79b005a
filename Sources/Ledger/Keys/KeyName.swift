import Conversations

/// Whose key, and for what.
struct KeyName: Hashable, Sendable {
    let tenant: TenantID
    /// `nil` for the tenant's own key, under which leaves without a customer keep their openings.
    let customer: CustomerID?
    /// `nil` for openings; a month such as `2026-03` for the boxes of sealed bodies.
    let period: String?

    // WHY: empty texts stand for none, so that the table's key needs no null, which SQLite takes as distinct.
    var customerText: String { customer?.description ?? "" }
    var periodText: String { period ?? "" }
}
