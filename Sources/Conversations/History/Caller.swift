/// Who asks: what a verified token says.
public struct Caller: Hashable, Sendable {
    /// The tenant whose data may be asked for.
    public let tenant: TenantID
    /// On whose behalf: the person or machine that the answer is for.
    public let subject: PrincipalID
    /// The machine that acts for the subject, `nil` when the subject acts itself.
    public let actor: PrincipalID?
    /// The program that was registered.
    public let client: PrincipalID
    /// The organisation of the caller.
    public let organisation: OrganisationID
    /// The role of the subject.
    public let role: RoleID
    /// The role of the acting machine, `nil` when the subject acts itself; the stricter cell of both applies.
    public let actorRole: RoleID?
    /// The region, `nil` when the token names none.
    public let region: RegionID?
    /// When the token was issued: how fresh the sign-in is; `nil` when nobody told.
    public let issuedAt: Timestamp?

    /// Joins the claims of a token.
    public init(
        tenant: TenantID, subject: PrincipalID, actor: PrincipalID? = nil, client: PrincipalID,
        organisation: OrganisationID, role: RoleID, actorRole: RoleID? = nil, region: RegionID? = nil,
        issuedAt: Timestamp? = nil
    ) {
        self.tenant = tenant
        self.subject = subject
        self.actor = actor
        self.client = client
        self.organisation = organisation
        self.role = role
        self.actorRole = actorRole
        self.region = region
        self.issuedAt = issuedAt
    }
}

extension Caller {
    /// The same caller, with a role for an acting machine whose token names none.
    public func actingAs(_ role: RoleID) -> Caller {
        guard actor != nil, actorRole == nil else { return self }
        return Caller(
            tenant: tenant, subject: subject, actor: actor, client: client, organisation: organisation,
            role: self.role, actorRole: role, region: region, issuedAt: issuedAt)
    }
}
