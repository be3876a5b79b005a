public import Conversations

/// A fence around the records of some people, such as staff or public figures: who does not pass it finds
/// nobody, as if the person were unknown.
public struct FenceRule: Hashable, Sendable {
    /// Its name, which the source gives as the marker of a record.
    public let id: FenceID
    /// Whose records stand behind it, in one sentence.
    public let means: String
    /// The roles that pass, in byte order.
    public let pass: [RoleID]
    /// Why it stands, in one sentence.
    public let because: String
    /// Where it is declared.
    public let place: RulePlace
    package let namedPass: [Located<RoleID>]
}

/// An organisation that works for us, and how far its people reach whatever their role.
public struct OrganisationRule: Hashable, Sendable {
    /// Its name, as tokens give it.
    public let id: OrganisationID
    /// The records that its people may draw on.
    public let scope: RecordScope
    /// On how many distinct customers each of its people may ask in a day; `nil` for the role's own bound.
    public let customersPerDay: Int?
    /// On how many distinct customers its people together may ask in a day; `nil` for the role's own bound.
    public let customersPerDayTogether: Int?
    /// Where it is declared.
    public let place: RulePlace
    package let namedScope: NamedScope
}

/// The names of a scope as written, each with its line, so that an unknown one is found.
package struct NamedScope: Hashable, Sendable {
    package var queues: [Located<QueueID>] = []
    package var regions: [Located<RegionID>] = []
    package var contactTypes: [Located<ContactType>] = []
}
