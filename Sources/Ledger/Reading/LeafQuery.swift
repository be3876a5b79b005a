public import AuditTrail
public import Conversations

/// Which leaves are asked for; what is not given does not narrow.
public struct LeafQuery: Hashable, Sendable {
    /// Not earlier than this.
    public let from: Timestamp?
    /// Earlier than this.
    public let until: Timestamp?
    /// One of these types, which also are the outcomes: disclosure, refusal, hold; empty for all.
    public let types: [LeafType]
    /// The opaque id of the caller.
    public let caller: ULID?
    /// The organisation of the caller.
    public let organisation: OrganisationID?
    /// The role of the caller.
    public let role: RoleID?
    /// The purpose of the request.
    public let purpose: PurposeID?
    /// The customer that the leaf is about.
    public let customer: CustomerID?
    /// The subject of the caller, as tokens name it.
    public let subject: PrincipalID?
    /// The program of the caller.
    public let client: PrincipalID?
    /// What the openings must say; looked for after decryption only, because nothing of it may stand in plain.
    public let opened: OpenedCondition

    /// Joins the conditions; a leaf must meet all of them.
    public init(
        from: Timestamp? = nil, until: Timestamp? = nil, types: [LeafType] = [], caller: ULID? = nil,
        organisation: OrganisationID? = nil, role: RoleID? = nil, purpose: PurposeID? = nil,
        customer: CustomerID? = nil, subject: PrincipalID? = nil, client: PrincipalID? = nil,
        opened: OpenedCondition = OpenedCondition()
    ) {
        self.from = from
        self.until = until
        self.types = types
        self.caller = caller
        self.organisation = organisation
        self.role = role
        self.purpose = purpose
        self.customer = customer
        self.subject = subject
        self.client = client
        self.opened = opened
    }
}

extension LeafQuery {
    /// Takes the conditions of a question.
    public init(_ filter: LeafFilter) {
        self.init(
            from: filter.from, until: filter.until, types: filter.types, caller: filter.caller,
            organisation: filter.organisation, role: filter.role, purpose: filter.purpose,
            customer: filter.customer, subject: filter.subject, client: filter.client, opened: filter.opened)
    }
}

/// Where a page of leaves ended; stays good while leaves are appended.
public struct LeafCursor: Hashable, Sendable, CustomStringConvertible {
    /// The year of the log.
    public let year: Int
    /// The last leaf of the page, counted from 0.
    public let index: Int

    /// Joins a year and an index, both at least 0.
    public init(year: Int, index: Int) {
        precondition(year >= 0 && index >= 0, "a cursor counts from 0")
        self.year = year
        self.index = index
    }

    /// Reads `2026.17`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let index = Int(parts[1]), year >= 0, index >= 0
        else { return nil }
        self.init(year: year, index: index)
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// Year and index with a dot between.
    public var description: String { "\(year).\(index)" }
}
