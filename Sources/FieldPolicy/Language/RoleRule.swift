public import Conversations

/// What happens when a role asks for a conversation that carries an open flag.
public enum FlaggedGate: String, Hashable, Sendable, CaseIterable {
    /// The view, with the flag first, after a recorded acknowledgement.
    case warn
    /// No view until a person has decided.
    case hold
    /// The view: looking at flagged cases is this role's work.
    case pass
    /// Nothing, flagged or not: the role runs the gateway and sees no customer data.
    case refuse

    /// The stricter of two: `pass` gives way to `warn`, that to `hold`, that to `refuse`.
    public func stricter(with other: FlaggedGate) -> FlaggedGate {
        let order: [FlaggedGate] = [.pass, .warn, .hold, .refuse]
        return order.last { $0 == self || $0 == other } ?? .refuse
    }
}

/// A role of the policy: who it is, what a flag means for it, which purposes it may ask for.
public struct RoleRule: Hashable, Sendable {
    /// Its name.
    public let id: RoleID
    /// Who holds it, in one sentence.
    public let means: String
    /// Whether its holders belong to another organisation.
    public let isExternal: Bool
    /// Whether its holders are machines.
    public let isAutomated: Bool
    /// What an open flag means for it.
    public let flagged: FlaggedGate
    /// The purposes it may ask for, in byte order.
    public let purposes: [PurposeID]
    /// The records that it may draw on.
    public let scope: RecordScope
    /// On how many distinct customers each holder may ask in a day, 1 to ``customersPerDayBound``.
    public let customersPerDay: Int
    /// On how many distinct customers all holders of one organisation together may ask in a day; `nil` for no bound.
    public let customersPerDayTogether: Int?
    /// Where it is declared.
    public let place: RulePlace
    /// Whether its holders are not people of the house: no flagged case before a person has decided.
    public var isOutside: Bool { isExternal || isAutomated }
    /// The purposes as written, each with its line.
    package let namedPurposes: [Located<PurposeID>]
    package let namedScope: NamedScope

    /// The bound on distinct customers of a role that states none.
    public static let customersPerDayDefault = 200
    /// The largest bound on distinct customers that can be written.
    public static let customersPerDayBound = 100_000
}

/// A purpose of the catalogue: a decision that somebody has to take.
public struct PurposeRule: Hashable, Sendable {
    /// Its name.
    public let id: PurposeID
    /// The decision as a question.
    public let decision: String
    /// The contact types whose conversations allow it, in byte order; `nil` when every one does.
    public let contactTypes: [ContactType]?
    /// An approval that the answer shows and nothing executes, for example who signs a large refund.
    public let approval: String?
    /// How many days back interactions count for the decision; `nil` for all of them.
    public let newestDays: Int?
    /// For how many minutes an answer for this purpose keeps its caller from asking for another purpose about
    /// the same customer; 0 for a purpose that shows too little to shop with, 1,440 at most.
    public let windowMinutes: Int
    /// The classes that the decision turns on, by path; `nil` when the policy does not say. What is shown beyond
    /// them is counted as over-exposure.
    public let needs: [FieldClass]?
    /// Where it is declared.
    public let place: RulePlace
    /// The contact types as written, each with its line.
    package let namedContactTypes: [Located<ContactType>]
    /// The needs as written, each with its line.
    package let namedNeeds: [Located<ClassPattern>]

    /// The window of a purpose that states none, in minutes.
    public static let windowMinutesDefault = 60
    /// The longest window that can be written, in minutes.
    public static let windowMinutesBound = 1440

    /// Whether a conversation of a contact type allows the purpose.
    public func isAllowed(for contactType: ContactType) -> Bool {
        contactTypes?.contains(contactType) ?? true
    }
}

/// A field class of the tree.
public struct ClassRule: Hashable, Sendable {
    /// The path.
    public let fieldClass: FieldClass
    /// What it holds, in one sentence.
    public let means: String
    /// The most that any rule or elevation can show of it; `nil` when there is no such bound.
    public let ceiling: Treatment?
    /// Why the ceiling stands; empty without one.
    public let because: String
    /// The kinds of treatment that make sense for it; `nil` when all do.
    public let kinds: [String]?
    /// Whether showing it does little harm, so that an elevation may be approved beforehand.
    public let isLowRisk: Bool
    /// Where it is declared.
    public let place: RulePlace
}
