/// A tenant of the gateway; the embedded one is `default`.
public enum TenantKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "tenant"
}

/// A store that the gateway reads.
public enum SourceKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "source"
}

/// A member of staff as a source names them.
public enum StaffKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "staff id"
}

/// A team as a source names it.
public enum TeamKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "team"
}

/// A queue as a source names it.
public enum QueueKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "queue"
}

/// The kind of contact that a conversation is about.
public enum ContactTypeKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "contact type"
}

/// An organisation that callers belong to.
public enum OrganisationKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "organisation"
}

/// A fence around the records of some people, such as staff.
public enum FenceKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "fence"
}

/// A role of the policy.
public enum RoleKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "role"
}

/// A purpose of the policy: a decision from its catalogue.
public enum PurposeKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "purpose"
}

/// A rule of the policy, of the detectors or of the flags.
public enum RuleKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "rule"
}

/// A detector of personal data in text.
public enum DetectorKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "detector"
}

/// A region that the policy distinguishes.
public enum RegionKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "region"
}

/// A consent that the policy distinguishes.
public enum ConsentKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "consent"
}

/// A category of flag.
public enum FlagCategoryKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "flag category"
}

/// The subject, actor or client that a token names.
public enum PrincipalKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "principal"
}

/// Names a tenant; first in every key.
public typealias TenantID = Identifier<TenantKind>
/// Names a source.
public typealias SourceID = Identifier<SourceKind>
/// Names a member of staff within a source.
public typealias StaffID = Identifier<StaffKind>
/// Names a team within a source.
public typealias TeamID = Identifier<TeamKind>
/// Names a queue within a source.
public typealias QueueID = Identifier<QueueKind>
/// Names what a conversation is about.
public typealias ContactType = Identifier<ContactTypeKind>
/// Names an organisation.
public typealias OrganisationID = Identifier<OrganisationKind>
/// Names a fence.
public typealias FenceID = Identifier<FenceKind>
/// Names a role.
public typealias RoleID = Identifier<RoleKind>
/// Names a purpose.
public typealias PurposeID = Identifier<PurposeKind>
/// Names a rule.
public typealias RuleID = Identifier<RuleKind>
/// Names a detector.
public typealias DetectorID = Identifier<DetectorKind>
/// Names a region.
public typealias RegionID = Identifier<RegionKind>
/// Names a consent.
public typealias ConsentID = Identifier<ConsentKind>
/// Names a category of flag.
public typealias FlagCategory = Identifier<FlagCategoryKind>
/// Names a subject, actor or client of a token.
public typealias PrincipalID = Identifier<PrincipalKind>
