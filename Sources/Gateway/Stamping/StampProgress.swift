import AuditTrail

/// How far each log is stamped, as one run of the gateway knows it; decides, and does nothing itself.
struct StampProgress {
    /// A stamp that is kept and that no leaf names yet.
    private var unnamed: [StampedLog: KeptStamp] = [:]
    /// Up to here nothing is worth a stamp: all leaves are stamped, or only the leaf that names the stamp follows.
    private var quietSizes: [StampedLog: Int] = [:]

    /// Takes the newest stamp that a log has from earlier runs.
    mutating func begin(_ log: StampedLog, stampedSize: Int) {
        if quietSizes[log] == nil { quietSizes[log] = stampedSize }
    }

    /// Whether a log was looked at before.
    func knows(_ log: StampedLog) -> Bool { quietSizes[log] != nil }

    /// Whether a checkpoint of that size is worth a stamp.
    func isDue(_ log: StampedLog, size: Int) -> Bool { size > (quietSizes[log] ?? 0) }

    /// The first leaf that no stamp covers, if the log has it.
    func firstUnstamped(_ log: StampedLog, size: Int) -> Int? {
        isDue(log, size: size) ? quietSizes[log] ?? 0 : nil
    }

    /// A stamp of the log that no leaf names yet; it is named before a new one is asked for.
    func unnamed(_ log: StampedLog) -> KeptStamp? { unnamed[log] }

    /// A stamp was kept.
    mutating func kept(_ stamp: KeptStamp) {
        unnamed[stamp.log] = stamp
        quietSizes[stamp.log] = stamp.size
    }

    /// A leaf names the stamp now.
    ///
    /// - Parameters:
    ///   - stamp: the one that was kept.
    ///   - index: where the leaf stands, `nil` when it stands in another year's log.
    mutating func named(_ stamp: KeptStamp, at index: Int?) {
        unnamed[stamp.log] = nil
        // WHY: else each stamp's leaf would be a reason for the next stamp, for ever.
        if index == stamp.size { quietSizes[stamp.log] = stamp.size + 1 }
    }
}

/// A stamp that was believed and kept.
struct KeptStamp: Hashable, Sendable {
    let log: StampedLog
    /// How many leaves it covers.
    let size: Int
    /// SHA-256 of the token in hexadecimal.
    let digest: String
    /// What the authority said.
    let stamp: TimeStamp
}
