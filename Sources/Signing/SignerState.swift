public import AuditTrail

/// Why a signer does not sign.
public enum SignerRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The log is none of those that the signer was started for.
    case foreignLog(String)
    /// The log has leaves and the signer never heard of it.
    case unknownLog(String, size: Int)
    /// The checkpoint is not shown to extend what was committed: smaller, of other leaves, or badly proved.
    case notAnExtension(String, base: Int, size: Int)
    /// What the log calls committed is neither what the signer confirmed nor what it signed last.
    case otherBase(String, confirmed: Int, pending: Int?, found: Int)
    /// More logs than a signer remembers; the most.
    case tooManyLogs(max: Int)

    /// Names the log, what was expected and what was found.
    public var description: String {
        switch self {
        case .foreignLog(let log):
            "\(log): the signer was not started for this log"
        case .unknownLog(let log, let size):
            "\(log): the signer knows nothing of it, found a log of \(size) leaves; start it once with --adopt"
        case .notAnExtension(let log, let base, let size):
            "\(log): expected a tree that extends the \(base) committed leaves, found \(size) leaves that do not"
        case .otherBase(let log, let confirmed, let pending, let found):
            "\(log): expected \(Self.expected(confirmed, pending)) committed leaves as signed, "
                + "found \(found); was an older database restored?"
        case .tooManyLogs(let max): "the signer remembers at most \(max) logs"
        }
    }

    private static func expected(_ confirmed: Int, _ pending: Int?) -> String {
        pending.map { "\(confirmed) or \($0)" } ?? "\(confirmed)"
    }
}

/// Something that a signer does and that somebody should look at.
public enum SignerAlarm: Hashable, Sendable, CustomStringConvertible {
    /// A signed tree that was never committed made room for another one.
    case replaced(String, signed: Int, by: Int)
    /// A log that the signer knew nothing of was taken over as it stood.
    case adopted(String, size: Int)

    /// Names the log and the sizes.
    public var description: String {
        switch self {
        case .replaced(let log, let signed, let size):
            "\(log): the tree of \(signed) leaves that was signed last was never committed; signed \(size) instead"
        case .adopted(let log, let size): "\(log): adopted as it stands, at \(size) leaves"
        }
    }
}

/// What a signer remembers, and all that it decides by.
///
/// INVARIANT: the confirmed tree of a log only ever grows, each one extends the one before, and every tree that was
/// signed extends the tree that was confirmed then. So no two confirmed trees are inconsistent, and a tree that
/// is not what was confirmed later was never committed and gave an alarm.
public struct SignerState: Hashable, Sendable {
    /// One log.
    public struct Log: Hashable, Sendable {
        /// The newest tree that the ledger says it committed.
        public internal(set) var confirmed: TreeHead
        /// The tree that was signed since, `nil` when nothing was.
        public internal(set) var pending: TreeHead?
    }

    /// The most logs.
    public static let logsMax = 4_096

    /// Every log by its origin.
    public internal(set) var logs: [String: Log]

    /// Remembers nothing yet.
    public init() { logs = [:] }

    /// Decides about checkpoints of several logs, all or none.
    ///
    /// - Parameters:
    ///   - requests: what the ledger asks.
    ///   - scope: the logs that the signer was started for.
    ///   - tree: the hashes.
    /// - Returns: what somebody should look at; the state is what must be durable before anything is signed.
    /// - Throws: ``SignerRefusal``; the state is unchanged then.
    public mutating func admit(
        _ requests: [CheckpointRequest], in scope: SignerScope, tree: MerkleTree
    ) throws(SignerRefusal) -> [SignerAlarm] {
        var next = self
        var alarms: [SignerAlarm] = []
        for request in requests {
            if let alarm = try next.admit(request, in: scope, tree: tree) { alarms.append(alarm) }
        }
        self = next
        return alarms
    }

    /// Hears that checkpoints were committed; one that is not the pending tree says nothing.
    public mutating func confirm(_ checkpoints: [Checkpoint]) {
        for checkpoint in checkpoints {
            let name = checkpoint.origin.text
            guard logs[name]?.pending == TreeHead(checkpoint) else { continue }
            logs[name] = Log(confirmed: TreeHead(checkpoint), pending: nil)
        }
    }

    private mutating func admit(
        _ request: CheckpointRequest, in scope: SignerScope, tree: MerkleTree
    ) throws(SignerRefusal) -> SignerAlarm? {
        let name = request.checkpoint.origin.text
        let (base, wanted) = (request.base, TreeHead(request.checkpoint))
        guard scope.holds(name) else { throw .foreignLog(name) }
        let isExtension = tree.isConsistent(
            oldSize: base.size, oldRoot: base.root, size: wanted.size, root: wanted.root, proof: request.proof
        )
        guard isExtension else { throw .notAnExtension(name, base: base.size, size: wanted.size) }
        guard let log = logs[name] else { return try begin(name, at: base, wanted, scope, tree) }
        if log.pending == base {
            logs[name] = Log(confirmed: base, pending: wanted == base ? nil : wanted)
            return nil
        }
        guard log.confirmed == base else {
            throw .otherBase(
                name, confirmed: log.confirmed.size, pending: log.pending?.size, found: base.size)
        }
        // WHY: what is confirmed may be signed again at any time, and says nothing of what is pending.
        guard wanted != base else { return nil }
        logs[name] = Log(confirmed: base, pending: wanted)
        guard let signed = log.pending, signed != wanted else { return nil }
        return .replaced(name, signed: signed.size, by: wanted.size)
    }

    /// The first request about a log: it starts empty, or is taken over when the signer was told to.
    private mutating func begin(
        _ name: String, at base: TreeHead, _ wanted: TreeHead, _ scope: SignerScope, _ tree: MerkleTree
    ) throws(SignerRefusal) -> SignerAlarm? {
        guard logs.count < Self.logsMax else { throw .tooManyLogs(max: Self.logsMax) }
        let isEmpty = base == TreeHead(size: 0, root: tree.emptyRoot)
        guard isEmpty || scope.adopts else { throw .unknownLog(name, size: base.size) }
        logs[name] = Log(confirmed: base, pending: wanted == base ? nil : wanted)
        return isEmpty ? nil : .adopted(name, size: base.size)
    }
}

/// The logs that a signer was started for.
public struct SignerScope: Hashable, Sendable {
    /// The names: `<host>/audit/<tenant>` for every year, or with the year for that one alone.
    public let names: [String]
    /// Whether a log with leaves that the signer knows nothing of is taken over as it stands.
    public let adopts: Bool

    /// Names the logs.
    public init(names: [String], adopts: Bool = false) {
        self.names = names
        self.adopts = adopts
    }

    /// Whether a log is one of them: named to the byte, or with a year of four digits behind.
    public func holds(_ origin: String) -> Bool {
        names.contains { name in
            let (bytes, start) = (Array(origin.utf8), Array(name.utf8))
            guard bytes.starts(with: start) else { return false }
            let rest = bytes.dropFirst(start.count)
            let isYear =
                rest.count == 5 && rest.first == UInt8(ascii: "/")
                && rest.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return rest.isEmpty || isYear
        }
    }
}
