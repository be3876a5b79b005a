import AuditTrail
public import Conversations

/// Where a ledger lives and for whom it keeps logs.
public struct LedgerConfiguration: Hashable, Sendable {
    /// The folder of the database files; made with mode 0700 when it does not exist.
    public let directory: String
    /// The folder of the checkpoints kept outside the database, better on another disk and in no common backup.
    public let checkpointDirectory: String
    /// The host in the origin of every log, for example `gateway.example`.
    public let host: String
    /// The tenants that have a log; a commit for any other is refused.
    public let tenants: [TenantID]
    /// How long a commit may take before its caller hears *unavailable*, in milliseconds.
    public let commitDeadlineMilliseconds: Int
    /// The most commits that may wait at once; one more hears *unavailable*.
    public let waitingMax: Int

    /// The most commits in one transaction.
    public static let batchMax = 256

    /// Checks that host and tenants can stand in the origin of a log.
    ///
    /// - Parameters:
    ///   - directory: the folder of the database files.
    ///   - checkpointDirectory: `nil` for `checkpoints` within the folder.
    ///   - host: the public name of the gateway, without white space, `+` and control characters.
    ///   - tenants: at least one, none twice, short enough for an origin of 200 bytes.
    ///   - commitDeadlineMilliseconds: at least 1.
    ///   - waitingMax: at least 1.
    /// - Throws: ``LedgerRefusal/configuration(_:)`` naming what does not fit.
    public init(
        directory: String, checkpointDirectory: String? = nil, host: String, tenants: [TenantID],
        commitDeadlineMilliseconds: Int = 2_000, waitingMax: Int = 4_096
    ) throws(LedgerRefusal) {
        guard !host.isEmpty, !host.utf8.contains(0x2F) else {
            throw .configuration("host must be a name without slash, found \"\(host)\"")
        }
        for tenant in tenants {
            let origin = LogOrigin(host: host, tenant: tenant, year: 9999)
            guard let origin, origin.text.utf8.count <= 200 else {
                throw .configuration("host and tenant \"\(tenant)\" must make an origin of at most 200 bytes")
            }
        }
        guard !tenants.isEmpty, Set(tenants).count == tenants.count else {
            throw .configuration("tenants must be at least one and none twice, found \(tenants.count)")
        }
        guard commitDeadlineMilliseconds >= 1, waitingMax >= 1 else {
            throw .configuration("the commit deadline and the most waiting commits must be at least 1")
        }
        self.directory = directory
        self.checkpointDirectory = checkpointDirectory ?? directory + "/checkpoints"
        self.host = host
        self.tenants = tenants
        self.commitDeadlineMilliseconds = commitDeadlineMilliseconds
        self.waitingMax = waitingMax
    }

    var ledgerPath: String { directory + "/ledger.sqlite" }
    var keysPath: String { directory + "/customer-keys.sqlite" }
    var lockPath: String { directory + "/ledger.lock" }

    /// The name of a log of one of the tenants; refused only for a tenant that was not checked.
    func origin(of tenant: TenantID, year: Int) throws(LedgerFailure) -> LogOrigin {
        guard tenants.contains(tenant), let origin = LogOrigin(host: host, tenant: tenant, year: year) else {
            throw .conflict("this ledger keeps no log for the tenant")
        }
        return origin
    }
}
