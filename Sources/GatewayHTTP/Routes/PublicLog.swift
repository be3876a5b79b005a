public import AuditTrail
public import Conversations

/// What became of a question to the public log.
public enum PublicLogReading: Hashable, Sendable {
    /// These bytes.
    case found([UInt8])
    /// No such log, or none of it yet.
    case absent
    /// The log cannot be read now.
    case unavailable
}

/// The half of the audit log that anybody may read: checkpoints and hash tiles, no entries.
public protocol PublicLog: Sendable {
    /// The newest published checkpoint of a tenant's year, as signed.
    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading

    /// A hash tile of the tree under the newest published checkpoint; a partial one of exactly the width asked for.
    ///
    /// Never asked for entries.
    func tile(_ tile: Tile, tenant: TenantID, year: Int) async -> PublicLogReading

    /// The sizes of the checkpoints that were stamped by an authority outside, rising, one a line.
    func stamps(tenant: TenantID, year: Int) async -> PublicLogReading

    /// One file of a stamp: the checkpoint that was stamped, or the token.
    func stamp(_ file: StampFile, tenant: TenantID, year: Int) async -> PublicLogReading
}

extension PublicLog {
    /// No stamps, where none are kept.
    public func stamps(tenant: TenantID, year: Int) async -> PublicLogReading { .absent }

    /// No stamps, where none are kept.
    public func stamp(_ file: StampFile, tenant: TenantID, year: Int) async -> PublicLogReading { .absent }
}
