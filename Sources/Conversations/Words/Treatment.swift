/// What happens to a value of one field class before a role sees it.
public enum Treatment: Hashable, Sendable {
    /// Shown as it is.
    case show
    /// Partly shown.
    case mask(Mask)
    /// Shown as something less exact.
    case generalise(Generalisation)
    /// Replaced by a keyed token that is equal for equal values within a scope and unlinkable outside it.
    case pseudonymise(PseudonymScope)
    /// Replaced by a keyed hash that is equal for equal values within the tenant.
    case hash
    /// Not shown at all.
    case withhold

    /// Which part of a masked value stays; from the least to the most restrictive.
    public enum Mask: String, Hashable, Sendable, CaseIterable {
        /// The last four letters or digits stay.
        case lastFour = "last_four"
        /// For e-mail addresses: the domain stays, the local part goes.
        case localPart = "local_part"
        /// Letters and digits are replaced one for one, so that only the format stays.
        case keepFormat = "keep_format"
    }

    /// How exact a generalised value stays; from the least to the most restrictive. One that does not apply to a value
    /// (the year of an address) withholds it.
    public enum Generalisation: String, Hashable, Sendable, CaseIterable {
        /// A date becomes its year.
        case year
        /// A postal address becomes its region.
        case region
        /// An IPv4 address becomes its /24, an IPv6 address its /48.
        case network
        /// A number becomes a band of a power of ten.
        case band
    }

    /// Within what equal values get equal tokens; from the least to the most restrictive.
    public enum PseudonymScope: String, Hashable, Sendable, CaseIterable {
        /// The whole tenant.
        case tenant
        /// One organisation of callers, so that two vendors cannot join their views.
        case organisation
        /// One conversation.
        case conversation
    }

    /// The kind in the words of rule files.
    public var kind: String {
        switch self {
        case .show: "show"
        case .mask: "mask"
        case .generalise: "generalise"
        case .pseudonymise: "pseudonymise"
        case .hash: "hash"
        case .withhold: "withhold"
        }
    }

    /// The kind with its detail, for example `mask(last_four)`.
    public var text: String {
        switch self {
        case .show, .hash, .withhold: kind
        case .mask(let mask): "\(kind)(\(mask.rawValue))"
        case .generalise(let generalisation): "\(kind)(\(generalisation.rawValue))"
        case .pseudonymise(let scope): "\(kind)(\(scope.rawValue))"
        }
    }
}

extension Treatment {
    /// The treatment that shows no more than either of two.
    public struct Join: Equatable, Sendable {
        /// The joined treatment.
        public let treatment: Treatment
        /// Whether the two could not be ordered, so that the join is `withhold`; `rules check` reports it.
        public let isIncomparable: Bool
    }

    /// Joins two treatments: the more restrictive within one kind by its declared order, else `withhold`.
    ///
    /// `show` gives way to everything and `withhold` to nothing (DESIGN, policy semantics).
    public func joined(with other: Treatment) -> Join {
        switch (self, other) {
        case _ where self == other: Join(treatment: self, isIncomparable: false)
        case (.show, let stricter), (let stricter, .show): Join(treatment: stricter, isIncomparable: false)
        case (.withhold, _), (_, .withhold): Join(treatment: .withhold, isIncomparable: false)
        case (.mask(let left), .mask(let right)):
            Join(treatment: .mask(Self.stricter(left, right)), isIncomparable: false)
        case (.generalise(let left), .generalise(let right)):
            Join(treatment: .generalise(Self.stricter(left, right)), isIncomparable: false)
        case (.pseudonymise(let left), .pseudonymise(let right)):
            Join(treatment: .pseudonymise(Self.stricter(left, right)), isIncomparable: false)
        default: Join(treatment: .withhold, isIncomparable: true)
        }
    }

    /// The later of two in the declared order of their kind.
    private static func stricter<Detail: CaseIterable & Equatable>(_ left: Detail, _ right: Detail) -> Detail
    {
        Detail.allCases.reduce(left) { $1 == right || $1 == left ? $1 : $0 }
    }
}
