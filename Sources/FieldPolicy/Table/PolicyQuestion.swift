public import Conversations

/// Who asks, what for and under which conditions: everything that a row of the table depends on.
public struct PolicyQuestion: Hashable, Sendable {
    /// The role that the answer is for.
    public let role: RoleID
    /// The role of the machine that acts for it, `nil` when there is none; the stricter cell of both applies.
    public let actorRole: RoleID?
    /// The decision to be taken.
    public let purpose: PurposeID
    /// The caller's region; one that the policy does not name counts as none.
    public let region: RegionID?
    /// The consents that were given; those that the policy does not name count for nothing.
    public let consents: [ConsentID]
    /// The elevation that is in force, `nil` for none; one that is not there for the role and purpose counts
    /// as none.
    public let elevation: RuleID?
    /// The classes that the elevation counts for, with what is below them: those that were asked for and approved; `nil` for
    /// all that it shows.
    public let elevated: [FieldClass]?

    /// Joins the conditions.
    public init(
        role: RoleID, actorRole: RoleID? = nil, purpose: PurposeID, region: RegionID? = nil,
        consents: [ConsentID] = [], elevation: RuleID? = nil, elevated: [FieldClass]? = nil
    ) {
        self.role = role
        self.actorRole = actorRole
        self.purpose = purpose
        self.region = region
        self.consents = consents
        self.elevation = elevation
        self.elevated = elevated
    }

    /// The same question under another elevation for all that it shows, or under none.
    package func elevated(by elevation: RuleID?) -> PolicyQuestion {
        PolicyQuestion(
            role: role, actorRole: actorRole, purpose: purpose, region: region, consents: consents,
            elevation: elevation)
    }

    /// The same question, asked by the acting machine for itself; `nil` when nobody acts.
    package var asActor: PolicyQuestion? {
        actorRole.map {
            PolicyQuestion(
                role: $0, purpose: purpose, region: region, consents: consents, elevation: elevation,
                elevated: elevated)
        }
    }
}
