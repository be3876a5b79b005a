/// Everything that was read about one customer, in one order that does not depend on which source answered first.
public struct Timeline: Hashable, Sendable {
    /// The customer's rows, by reference.
    public let persons: [Person]
    /// Rows of people of the same household, by reference; they drive redaction and are never shown.
    public let household: [Person]
    /// The conversations, by time of opening, then id.
    public let conversations: [Conversation]
    /// The interactions, by time, then source, then record.
    public let interactions: [Interaction]
    /// One line a source, by source.
    public let coverage: [SourceCoverage]
    /// Fields of conversations that are outside the caller's reach, by class and value; they drive redaction and are
    /// never shown.
    public let outsideFields: [Field]

    /// Joins what the sources gave and puts it in order.
    ///
    /// - Parameters:
    ///   - parts: one part a source, in any order.
    ///   - outsideFields: fields that were left out besides those of the parts.
    public init(_ parts: [SourceHistory], outsideFields: [Field] = []) {
        persons = parts.flatMap(\.persons).sorted { $0.reference < $1.reference }
        household = parts.flatMap(\.household).sorted { $0.reference < $1.reference }
        conversations = parts.flatMap(\.conversations).sorted {
            ($0.openedAt, $0.id) < ($1.openedAt, $1.id)
        }
        interactions = parts.flatMap(\.interactions).sorted {
            ($0.at, $0.record.reference) < ($1.at, $1.record.reference)
        }
        coverage = parts.map(\.coverage).sorted { $0.source < $1.source }
        self.outsideFields = (outsideFields + parts.flatMap(\.outsideFields)).sorted {
            ($0.fieldClass, $0.value, $0.name) < ($1.fieldClass, $1.value, $1.name)
        }
    }

    /// The same history with other lines about what was read.
    private init(_ timeline: Timeline, coverage: [SourceCoverage]) {
        persons = timeline.persons
        household = timeline.household
        conversations = timeline.conversations
        interactions = timeline.interactions
        outsideFields = timeline.outsideFields
        self.coverage = coverage
    }
}

extension Timeline {
    /// The same timeline with what another part holds besides.
    ///
    /// Coverage stays what the sources said, but for the part's own source where it was read: the persons whom it does not
    /// have are those of the part, and these are all there.
    public func adding(_ part: SourceHistory) -> Timeline {
        let read = SourceHistory(
            coverage: part.coverage, persons: persons, household: household, conversations: conversations,
            interactions: interactions)
        let joined = Timeline([read, part], outsideFields: outsideFields)
        return Timeline(
            joined,
            coverage: coverage.map { line in
                line.source == part.coverage.source && !line.isUnavailable ? line.withAllPersons : line
            })
    }
}

/// What one source gave about the persons it was asked for.
public struct SourceHistory: Hashable, Sendable {
    /// How much was read.
    public let coverage: SourceCoverage
    /// The persons asked for.
    public let persons: [Person]
    /// Others of their households.
    public let household: [Person]
    /// Their conversations.
    public let conversations: [Conversation]
    /// The interactions of those conversations.
    public let interactions: [Interaction]
    /// Fields of conversations that were left out because the caller does not reach them.
    public let outsideFields: [Field]

    /// Joins what one source gave.
    public init(
        coverage: SourceCoverage, persons: [Person] = [], household: [Person] = [],
        conversations: [Conversation] = [], interactions: [Interaction] = [], outsideFields: [Field] = []
    ) {
        self.coverage = coverage
        self.persons = persons
        self.household = household
        self.conversations = conversations
        self.interactions = interactions
        self.outsideFields = outsideFields
    }
}
