/// Which records one caller may draw on, as a value that every source can apply before it counts or cuts anything.
///
/// What is outside is absent: a source that honours the reach counts no interaction of it, so that bounds and counts are those
/// of a store without it. What is too old in an open conversation is read for its flags alone, into the room that is left. Values in the fields of conversations outside still drive the search of the
/// text (``SourceHistory/outsideFields``), for a value does not become harmless by standing in another queue.
public struct RecordReach: Hashable, Sendable {
    /// The queues whose conversations count; `nil` for any and none.
    public let queues: [QueueID]?
    /// The regions whose conversations count; `nil` for any and none.
    public let regions: [RegionID]?
    /// The contact types whose conversations count; `nil` for any.
    public let contactTypes: [ContactType]?
    /// Whose conversations count, by source; `nil` when they may be anybody's or nobody's.
    public let assignees: [StaffPlace]?
    /// How old a record may be, `nil` for no such bound.
    public let age: RecordAge?

    /// Everything there is.
    public static let everything = RecordReach()

    /// Joins the bounds; a record that lacks what a bound asks for is outside.
    public init(
        queues: [QueueID]? = nil, regions: [RegionID]? = nil, contactTypes: [ContactType]? = nil,
        assignees: [StaffPlace]? = nil, age: RecordAge? = nil
    ) {
        self.queues = queues
        self.regions = regions
        self.contactTypes = contactTypes
        self.assignees = assignees
        self.age = age
    }

    /// Whether a conversation counts.
    public func covers(_ conversation: Conversation) -> Bool {
        Self.lists(queues, conversation.queue) && Self.lists(regions, conversation.region)
            && Self.lists(contactTypes, conversation.contactType)
            && (assignees?.contains { $0.works(on: conversation) } ?? true)
            && (conversation.isOpen || age.map { conversation.openedAt >= $0.since } ?? true)
    }

    /// The earliest moment of an interaction that is read, by conversation; a conversation that is not listed has none.
    ///
    /// WHY open ones have none: a threat holds until its conversation is decided or closed, however much was said since.
    ///
    /// - Parameter conversations: that count.
    /// - Returns: the moments; none at all without a bound on age.
    public func readingHorizons(of conversations: [Conversation]) -> [ConversationID: Timestamp] {
        guard let age else { return [:] }
        return conversations.reduce(into: [:]) { horizons, conversation in
            if !conversation.isOpen { horizons[conversation.id] = age.since }
        }
    }

    /// The earliest moment of an interaction that is drawn on, by conversation; a conversation that is not listed has none.
    ///
    /// - Parameters:
    ///   - conversations: that count.
    ///   - newest: the moment of the newest interaction of each.
    /// - Returns: the moments; none at all without a bound on age.
    public func horizons(
        of conversations: [Conversation], newest: [ConversationID: Timestamp]
    ) -> [ConversationID: Timestamp] {
        guard let age else { return [:] }
        return conversations.reduce(into: [:]) { horizons, conversation in
            let last = newest[conversation.id] ?? age.now
            horizons[conversation.id] = conversation.isOpen ? age.since(before: last) : age.since
        }
    }

    /// Whether conversations are chosen by more than their age, so that a customer without any is another's customer.
    public var isSelective: Bool {
        queues != nil || regions != nil || contactTypes != nil || assignees != nil
    }

    private static func lists<Name: Hashable>(_ names: [Name]?, _ name: Name?) -> Bool {
        guard let names else { return true }
        return name.map(names.contains) ?? false
    }
}

/// How far back records count, in whole days of 24 hours.
///
/// For what is closed that is counted from the present moment. An open conversation is what the decision is about, however
/// long it has waited: its interactions count back from its own newest one. Flags are looked for in all of them.
public struct RecordAge: Hashable, Sendable {
    /// The present moment.
    public let now: Timestamp
    /// How many days.
    public let days: Int

    /// Joins a moment and a number of days, at least 1.
    public init(now: Timestamp, days: Int) {
        precondition(days >= 1, "an age is at least a day")
        self.now = now
        self.days = days
    }

    /// The earliest moment that counts.
    public var since: Timestamp { since(before: now) }

    func since(before last: Timestamp) -> Timestamp {
        min(last, now).adding(milliseconds: -Int64(days) * 86_400_000)
    }
}

/// A place on the staff of a source: one person, or that person's team as well.
public struct StaffPlace: Hashable, Sendable {
    /// The source whose staff it is.
    public let source: SourceID
    /// The person.
    public let id: StaffID
    /// The team whose work counts too, `nil` for the person's own only.
    public let team: TeamID?

    /// Joins the parts of a place.
    public init(source: SourceID, id: StaffID, team: TeamID? = nil) {
        self.source = source
        self.id = id
        self.team = team
    }

    /// Whether a conversation is assigned there.
    public func works(on conversation: Conversation) -> Bool {
        guard conversation.id.source == source else { return false }
        if conversation.assignee == id { return true }
        return team.map { conversation.team == $0 } ?? false
    }
}
