/// Bounds on what is read of one source for one request.
public struct ReadBounds: Hashable, Sendable {
    /// The most interactions read; the newest are kept and the rest is reported as partial.
    public let interactionsMax: Int
    /// The most UTF-8 bytes of one text; a longer one makes the conversation *not assessed*.
    public let textBytesMax: Int
    /// How long the source may take, in milliseconds.
    public let deadlineMilliseconds: Int
    /// Which records the caller may draw on; applied before the other bounds.
    public let reach: RecordReach

    /// Joins the bounds; all numbers are at least 1.
    public init(
        interactionsMax: Int, textBytesMax: Int, deadlineMilliseconds: Int, reach: RecordReach = .everything
    ) {
        precondition(
            min(interactionsMax, textBytesMax, deadlineMilliseconds) >= 1, "bounds are at least 1")
        self.interactionsMax = interactionsMax
        self.textBytesMax = textBytesMax
        self.deadlineMilliseconds = deadlineMilliseconds
        self.reach = reach
    }

    /// The same bounds for a caller with a reach.
    public func reaching(_ reach: RecordReach) -> ReadBounds {
        ReadBounds(
            interactionsMax: interactionsMax, textBytesMax: textBytesMax,
            deadlineMilliseconds: deadlineMilliseconds, reach: reach)
    }
}

/// What a source says of itself.
public struct SourceDescriptor: Hashable, Sendable {
    /// Its name.
    public let id: SourceID
    /// Whose data it holds.
    public let tenant: TenantID
    /// The classes of values that its person and household rows can hold.
    public let personClasses: [FieldClass]
    /// Whether it can carry what a flag is about.
    public let canCarryFlags: Bool
    /// Whether its person rows can hold the marker of a fence.
    public let canFence: Bool

    /// Joins the parts of a description.
    public init(
        id: SourceID, tenant: TenantID, personClasses: [FieldClass], canCarryFlags: Bool,
        canFence: Bool = false
    ) {
        self.id = id
        self.tenant = tenant
        self.personClasses = personClasses
        self.canCarryFlags = canCarryFlags
        self.canFence = canFence
    }
}

/// What a look at a source found.
public struct ProbeFinding: Hashable, Sendable {
    /// Whether this keeps the source from being read.
    public let isFault: Bool
    /// Whether the mapping does not fit the store, which no waiting mends; a gateway does not start so.
    public let isMappingFault: Bool
    /// What was looked at, expected and found; never customer data.
    public let message: String

    /// Joins a verdict and its message.
    public init(isFault: Bool, isMappingFault: Bool = false, message: String) {
        self.isFault = isFault
        self.isMappingFault = isMappingFault
        self.message = message
    }
}

/// A store of customer history that the gateway reads and never writes.
///
/// Implementations own their deadline: every call returns within the bounds it was given, and a store that hangs is
/// reported as unavailable. They never throw customer data.
public protocol HistorySource: Sendable {
    /// What the source says of itself.
    var descriptor: SourceDescriptor { get }

    /// Looks whether the store can be read and its mapping fits.
    func probe() async -> [ProbeFinding]

    /// Finds the person rows that carry a key, re-checked for equality after normalisation.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    func persons(with key: PersonKey, within bounds: ReadBounds) async throws(Unavailability) -> [Person]

    /// Reads single person rows by the source's own ids; missing ones are left out.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    func persons(ids: [String], within bounds: ReadBounds) async throws(Unavailability) -> [Person]

    /// Reads the history of some persons; a gap is reported in the coverage, never thrown.
    func history(of personIDs: [String], at now: Timestamp, within bounds: ReadBounds) async -> SourceHistory

    /// Reads who of staff goes by a token's subject; `nil` when nobody does or the source lists no staff.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    func staff(subject: PrincipalID, within bounds: ReadBounds) async throws(Unavailability) -> StaffMember?

    /// Reads the names of members of staff, for the accountable person; missing ones are left out.
    ///
    /// - Throws: ``Unavailability`` when the store cannot be read.
    func staff(ids: [StaffID], within bounds: ReadBounds) async throws(Unavailability) -> [StaffMember]
}
