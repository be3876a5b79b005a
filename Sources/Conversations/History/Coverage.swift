/// Why a source could not be read.
public enum Unavailability: String, Error, Hashable, Sendable, CaseIterable {
    /// It did not answer before its deadline.
    case timeout
    /// It could not be reached or opened.
    case refused
    /// It is there but not in a state that can be read: truncated, corrupt, of another kind.
    case unreadable
    /// Another process holds it.
    case locked
    /// It failed too often and is left alone for a while.
    case circuitOpen = "circuit_open"
    /// Its mapping does not fit what it holds.
    case mappingError = "mapping_error"
}

/// How much of one source's history of a customer was read.
public enum CoverageState: Hashable, Sendable {
    /// All of it.
    case complete
    /// `read` of `available` interactions; `available` is `nil` when the source cannot tell.
    case partial(read: Int, available: Int?)
    /// All of what the source knew at an earlier time.
    case stale(asOf: Timestamp)
    /// Nothing.
    case unavailable(Unavailability)
}

/// What was read of one source, and what follows from a gap.
public struct SourceCoverage: Hashable, Sendable {
    /// The source.
    public let source: SourceID
    /// How much of the history was read.
    public let state: CoverageState
    /// Whether the person and household rows were read in full; if not, personal values cannot be found in text.
    public let arePersonsComplete: Bool
    /// The classes of values that the source's person and household rows can hold, read or not.
    public let personClasses: [FieldClass]
    /// Whether this source can carry what a flag is about, so that a gap means *not assessed*.
    public let canCarryFlags: Bool
    /// Whether its person rows can hold the marker of a fence, so that a gap means nobody can tell.
    public let canFence: Bool
    /// When it was read.
    public let asOf: Timestamp

    /// Joins the parts of a coverage line.
    public init(
        source: SourceID, state: CoverageState, arePersonsComplete: Bool, personClasses: [FieldClass],
        canCarryFlags: Bool, canFence: Bool = false, asOf: Timestamp
    ) {
        self.source = source
        self.state = state
        self.arePersonsComplete = arePersonsComplete
        self.personClasses = personClasses
        self.canCarryFlags = canCarryFlags
        self.canFence = canFence
        self.asOf = asOf
    }

    /// The same line where every person row is known, whatever the source has of them.
    var withAllPersons: SourceCoverage {
        SourceCoverage(
            source: source, state: state, arePersonsComplete: true, personClasses: personClasses,
            canCarryFlags: canCarryFlags, canFence: canFence, asOf: asOf)
    }

    /// Whether nothing was read.
    public var isUnavailable: Bool {
        if case .unavailable = state { true } else { false }
    }

    /// Whether everything was read.
    public var isComplete: Bool { state == .complete && arePersonsComplete }
}
