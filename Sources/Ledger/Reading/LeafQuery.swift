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

    /// Joins the conditions; a leaf must meet all of them.
    public init(
        from: Timestamp? = nil, until: Timestamp? = nil, types: [LeafType] = [], caller: ULID? = nil,
        organisation: OrganisationID? = nil, role: RoleID? = nil, purpose: PurposeID? = nil,
        customer: CustomerID? = nil
    ) {
        self.from = from
        self.until = until
        self.types = types
        self.caller = caller
        self.organisation = organisation
        self.role = role
        self.purpose = purpose
        self.customer = customer
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
