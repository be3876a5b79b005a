/// A part without which no answer is given.
public enum ReadinessPart: String, Hashable, Sendable, CaseIterable {
    /// Rule files: policy, detectors, flags, identity.
    case rules
    /// The keys of the log, of tokens and of customers.
    case keys
    /// The database of everything durable.
    case ledger
    /// The audit log: the tree extends its last checkpoint and takes leaves.
    case log
    /// The parties outside that cosign the log; ready when none are configured.
    case witnesses
}

/// How a part stands; a word of a closed list, so that no path, host or version leaks.
public enum ReadinessState: String, Hashable, Sendable {
    /// It works.
    case ready
    /// It is still being opened.
    case starting
    /// It works and lags: outside callers are held and people in house answered.
    case behind
    /// It does not work.
    case failed
}

/// Says whether the parts work; asked at each `/health/ready`, so it answers quickly or from memory.
public protocol ReadinessProbe: Sendable {
    /// How each part stands; a part that is missing counts as failed.
    func readiness() async -> [ReadinessPart: ReadinessState]
}
