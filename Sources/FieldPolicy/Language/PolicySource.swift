package import Conversations

/// A policy as its files state it, every name known and every list in byte order, before it becomes a table.
package struct PolicySource: Hashable, Sendable {
    package let id: String
    package let version: String
    package let regions: [RegionID]
    package let consents: [ConsentID]
    package let contactTypes: [ContactType]
    package let queues: [QueueID]
    package let classes: [ClassRule]
    package let roles: [RoleRule]
    package let purposes: [PurposeRule]
    package var rules: [FieldRule]
    /// Elevations and break-glass alike: both replace cells of the table.
    package var elevations: [ElevationRule]
    package let invariants: [Invariant]
    package let fences: [FenceRule]
    package let organisations: [OrganisationRule]
    /// Where the policy is named.
    package let place: RulePlace
}
