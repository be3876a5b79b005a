public import Conversations

/// Some names, or all there are.
package enum Selection<Kind: IdentifierKind>: Hashable, Sendable {
    /// `*`.
    case all
    /// These, as written.
    case some([Located<Identifier<Kind>>])

    /// Whether a name is among them.
    package func contains(_ id: Identifier<Kind>) -> Bool {
        switch self {
        case .all: true
        case .some(let names): names.contains { $0.value == id }
        }
    }

    /// The names as written; none for `*`.
    package var names: [Located<Identifier<Kind>>] {
        switch self {
        case .all: []
        case .some(let names): names
        }
    }
}

/// One line of a rule: a class or subtree, and what happens to it.
package struct TreatEntry: Hashable, Sendable {
    package let pattern: ClassPattern
    package var treatment: Treatment
    package let place: RulePlace
}

extension [TreatEntry] {
    /// The entry that speaks about a class: the most specific one; within a rule the specific beats the
    /// general.
    package func index(for fieldClass: FieldClass) -> Int? {
        indices.filter { self[$0].pattern.covers(fieldClass) }.max {
            self[$0].pattern.depth < self[$1].pattern.depth
        }
    }
}

/// A rule: roles × purposes (× regions × consents) → the treatment of some classes, with its reason.
package struct FieldRule: Hashable, Sendable {
    package let id: RuleID
    package let roles: Selection<RoleKind>
    package let purposes: Selection<PurposeKind>
    /// The caller's region must be among these; empty means any region and none.
    package var regions: [Located<RegionID>]
    /// All of these consents must be given.
    package var consents: [Located<ConsentID>]
    package var treat: [TreatEntry]
    package let because: String
    package let place: RulePlace
}

/// A way to see more for some minutes, after somebody else's approval.
public struct ElevationRule: Hashable, Sendable {
    /// Its name, which an answer gives as the rule.
    public let id: RuleID
    /// The most minutes that a grant may last, 1 to ``minutesMaxBound``.
    public let minutesMax: Int
    /// The roles that may approve; never the requester.
    public let approvers: [RoleID]
    /// Who decides when no approver has by the target; empty when nobody stands in.
    public let delegates: [RoleID]
    /// Within how many minutes a request should be decided, 1 to 1,440.
    public let targetMinutes: Int
    /// How it is approved beforehand; `nil` when each request waits for a person.
    public let preapproved: Preapproval?
    /// What makes it break-glass; `nil` for an elevation that somebody approves.
    public let breakGlass: BreakGlassTerms?
    /// Why it exists, in one sentence.
    public let because: String
    /// Where it is declared.
    public let place: RulePlace
    package let roles: Selection<RoleKind>
    package let purposes: Selection<PurposeKind>
    package var treat: [TreatEntry]
    package let namedApprovers: [Located<RoleID>]

    /// The roles that approve or stand in, as written.
    package var namedDeciders: [Located<RoleID>] { namedApprovers + namedDelegates }
    package let namedDelegates: [Located<RoleID>]

    /// The target of an elevation that states none, in minutes.
    public static let targetMinutesDefault = 15
    /// The longest target that can be written, in minutes.
    public static let targetMinutesBound = 1440
    /// The longest that break-glass may last, in minutes.
    public static let breakGlassMinutesBound = 15
    /// The longest that any elevation may last, in minutes.
    public static let minutesMaxBound = 30

    /// Whether it is there for a role and a purpose.
    public func applies(role: RoleID, purpose: PurposeID) -> Bool {
        roles.contains(role) && purposes.contains(purpose)
    }
}
