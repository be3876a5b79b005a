import Conversations

/// One log whose checkpoints are stamped: a tenant's year.
struct StampedLog: Hashable, Sendable, CustomStringConvertible {
    let tenant: TenantID
    let year: Int

    var description: String { "\(tenant)/\(year)" }
}
