/// How far an identifier is known to belong to a person.
public enum Verification: String, Hashable, Sendable {
    /// The source says that it checked.
    case verified
    /// Somebody of staff typed it.
    case asserted
    /// It was seen as a sender or caller.
    case observed
}

/// Something that points at a person across sources.
public enum PersonKey: Hashable, Sendable {
    /// An e-mail address, as written.
    case email(String)
    /// A telephone number, as written.
    case phone(String)
    /// Another system's id of the person, byte-exact; crosses systems only by declared mapping.
    case external(system: SourceID, id: String)
}

/// An identifier of a person and how far it is known to be theirs.
public struct PersonIdentifier: Hashable, Sendable {
    /// What points at the person.
    public let key: PersonKey
    /// How far it is known to be theirs.
    public let verification: Verification

    /// Joins a key and its standing.
    public init(key: PersonKey, verification: Verification) {
        self.key = key
        self.verification = verification
    }
}

/// Names one source's person row.
public struct PersonReference: Hashable, Sendable, Comparable {
    /// The store that holds the row.
    public let source: SourceID
    /// The source's own id of the person, byte-exact.
    public let id: String

    /// Joins a source and an id.
    public init(source: SourceID, id: String) {
        self.source = source
        self.id = id
    }

    /// Orders by source, then by id.
    public static func < (left: Self, right: Self) -> Bool {
        left.source == right.source
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.source < right.source
    }
}

/// One source's row about a person: the customer, or somebody of the same household.
public struct Person: Hashable, Sendable {
    /// Its name.
    public let reference: PersonReference
    /// The row it came from.
    public let record: Record
    /// What points at this person elsewhere.
    public let identifiers: [PersonIdentifier]
    /// Mapped values with their classes.
    public let fields: [Field]
    /// The tier or segment, `nil` when the source has none.
    public let tier: String?
    /// The consents this source records for the person.
    public let consents: [Consent]
    /// The fence that the source puts around this person's records, `nil` for none.
    public let fence: FenceID?

    /// Joins the parts of a person row.
    public init(
        reference: PersonReference, record: Record, identifiers: [PersonIdentifier], fields: [Field],
        tier: String? = nil, consents: [Consent] = [], fence: FenceID? = nil
    ) {
        self.reference = reference
        self.record = record
        self.identifiers = identifiers
        self.fields = fields
        self.tier = tier
        self.consents = consents
        self.fence = fence
    }
}

/// A consent as a source records it; what is missing counts as not given.
public struct Consent: Hashable, Sendable {
    /// Which consent, as the policy names it.
    public let id: ConsentID
    /// Whether it was given.
    public let isGiven: Bool

    /// Joins a consent and its standing.
    public init(id: ConsentID, isGiven: Bool) {
        self.id = id
        self.isGiven = isGiven
    }
}
