public import Conversations

/// Which records a role may draw on, before any field of them is treated.
///
/// What is outside is absent: it takes no part in lines, counts, coverage or wording. Two scopes join to what
/// both allow, so that acting for somebody, or for an organisation, never reaches further.
public struct RecordScope: Hashable, Sendable {
    /// To whom the source must say that a conversation is assigned; from the widest to the narrowest.
    public enum Assigned: String, Hashable, Sendable, CaseIterable {
        /// To anybody or nobody.
        case any
        /// To the caller or the caller's team.
        case team
        /// To the caller.
        case own
    }

    /// To whom a conversation must be assigned.
    public let assigned: Assigned
    /// The queues whose conversations count, in byte order; `nil` for any and none, `[]` for no conversation.
    public let queues: [QueueID]?
    /// The regions whose conversations count, in byte order; `nil` for any and none, `[]` for no conversation.
    public let regions: [RegionID]?
    /// The contact types whose conversations count, in byte order; `nil` for any, `[]` for no conversation.
    public let contactTypes: [ContactType]?
    /// How many days back interactions count, 1 to ``newestDaysBound``; `nil` for all of them.
    public let newestDays: Int?

    /// The largest age that can be written, in days: a hundred years.
    public static let newestDaysBound = 36_500

    /// Everything there is.
    public static let everything = RecordScope()

    /// Nothing at all.
    public static let nothing = RecordScope(assigned: .own, queues: [], regions: [], contactTypes: [])

    /// Joins the bounds.
    public init(
        assigned: Assigned = .any, queues: [QueueID]? = nil, regions: [RegionID]? = nil,
        contactTypes: [ContactType]? = nil, newestDays: Int? = nil
    ) {
        self.assigned = assigned
        self.queues = queues?.sorted()
        self.regions = regions?.sorted()
        self.contactTypes = contactTypes?.sorted()
        self.newestDays = newestDays
    }

    /// What both scopes allow.
    public func narrowed(by other: RecordScope) -> RecordScope {
        RecordScope(
            assigned: Assigned.allCases.last { $0 == assigned || $0 == other.assigned } ?? .own,
            queues: Self.both(queues, other.queues), regions: Self.both(regions, other.regions),
            contactTypes: Self.both(contactTypes, other.contactTypes),
            newestDays: [newestDays, other.newestDays].compactMap { $0 }.min())
    }

    /// Whether the scope covers a conversation by where it stands and what it is about; whom it is assigned
    /// to and its age are asked apart, because the source's clock and staff list decide them.
    public func covers(queue: QueueID?, region: RegionID?, contactType: ContactType) -> Bool {
        Self.covers(queues, queue) && Self.covers(regions, region) && Self.covers(contactTypes, contactType)
    }

    /// Names in both lists; `nil` stands for all of them.
    private static func both<Name: Hashable>(_ left: [Name]?, _ right: [Name]?) -> [Name]? {
        guard let left else { return right }
        guard let right else { return left }
        return left.filter(right.contains)
    }

    private static func covers<Name: Hashable>(_ names: [Name]?, _ name: Name?) -> Bool {
        guard let names else { return true }
        return name.map(names.contains) ?? false
    }
}
