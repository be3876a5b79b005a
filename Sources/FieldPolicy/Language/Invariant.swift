package import Conversations

/// What must hold in every cell of the table, whatever the rules say.
package struct Invariant: Hashable, Sendable {
    /// Over what classes are looked at together.
    package enum Reach: String, Hashable, Sendable, CaseIterable {
        /// In one answer: one purpose, region, set of consents and elevation.
        case view
        /// Over all purposes and conditions of a role, so that shopping for purposes wins nothing.
        case role
    }

    /// The claim.
    package enum Claim: Hashable, Sendable {
        /// No cell of these classes shows more than the bound.
        case never(purposes: Selection<PurposeKind>)
        /// Not all of these classes show more than the bound together.
        case neverTogether(Reach)
    }

    package let id: RuleID
    package let claim: Claim
    package let roles: Selection<RoleKind>
    package let classes: [Located<ClassPattern>]
    package let moreThan: Treatment
    package let because: String
    package let place: RulePlace
}
