public import Conversations

/// Which leaves somebody asks for; what is not given does not narrow.
///
/// The first group stands in plain in a leaf, or in the ledger's index beside it. The second stands in openings,
/// under the customer's key, and is only ever looked for after decryption.
public struct LeafFilter: Hashable, Sendable {
    /// Not earlier than this.
    public var from: Timestamp?
    /// Earlier than this.
    public var until: Timestamp?
    /// One of these types; empty for all.
    public var types: [LeafType] = []
    /// The opaque id of the caller.
    public var caller: ULID?
    /// The subject of the caller, as tokens name it; only the ledger knows who that is.
    public var subject: PrincipalID?
    /// The program of the caller.
    public var client: PrincipalID?
    /// The organisation of the caller.
    public var organisation: OrganisationID?
    /// The role of the caller.
    public var role: RoleID?
    /// The purpose of the request.
    public var purpose: PurposeID?
    /// The customer that the leaf is about; only the ledger knows.
    public var customer: CustomerID?
    /// What its openings must say.
    public var opened = OpenedCondition()

    /// No condition.
    public init() {}

    /// Whether the plain members of a leaf meet the conditions on them.
    ///
    /// Conditions on subject, client, customer and openings are the ledger's and are not looked at here.
    public func isMetInPlain(by leaf: Leaf) -> Bool {
        let isInTime = from.map { leaf.time >= $0 } ?? true && until.map { leaf.time < $0 } ?? true
        return isInTime && (types.isEmpty || types.contains(leaf.type))
            && caller.map { $0 == leaf.caller } ?? true
            && organisation.map { $0.text == leaf.organisation } ?? true
            && role.map { $0.text == leaf.role } ?? true
            && purpose.map { $0.text == leaf.purpose } ?? true
    }

    /// The conditions that need the ledger, by name; empty when an exported log alone can answer.
    public var namesOutsideLeaves: [String] {
        let named: [(String, Bool)] = [
            ("client", client != nil), ("customer", customer != nil), ("flag", opened.flag != nil),
            ("rule", opened.rule != nil), ("shown", opened.shown != nil), ("subject", subject != nil),
            ("withheld", opened.withheld != nil),
        ]
        return named.filter(\.1).map(\.0)
    }
}

/// What the openings of a leaf must say: each given condition must be met by one of its rows.
public struct OpenedCondition: Hashable, Sendable {
    /// A field class that was shown, or one under it.
    public var shown: FieldClass?
    /// A field class that was withheld, or one under it.
    public var withheld: FieldClass?
    /// A rule that decided over a field, or found a flag.
    public var rule: RuleID?
    /// A category of flag that was found.
    public var flag: FlagCategory?

    /// No condition.
    public init() {}

    /// Whether there is nothing to look for, so that no opening need be decrypted.
    public var isEmpty: Bool { self == OpenedCondition() }

    /// Whether a leaf's opened members meet every condition.
    public func isMet(by openings: [Opening]) -> Bool {
        let rows = Dictionary(
            openings.map { ($0.name, $0.value.array ?? []) }, uniquingKeysWith: { first, _ in first })
        func classes(_ member: String) -> [FieldClass] {
            (rows[member] ?? []).compactMap { ($0["class"]?.string ?? $0.string).flatMap { FieldClass($0) } }
        }
        func texts(_ member: String, _ name: String) -> [String] {
            (rows[member] ?? []).compactMap { $0[name]?.string }
        }
        let rules = ["flags", "shown", "withheld", "identity"].flatMap { texts($0, "rule") }
        return shown.map { wanted in (classes("shown") + classes("fields")).contains { $0.isWithin(wanted) } }
            ?? true
            && withheld.map { wanted in classes("withheld").contains { $0.isWithin(wanted) } } ?? true
            && rule.map { rules.contains($0.text) } ?? true
            && flag.map { texts("flags", "category").contains($0.text) } ?? true
    }
}
