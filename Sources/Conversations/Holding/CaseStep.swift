/// A hard-to-guess name of one lease on a review case; whoever holds it shows it with every step.
public enum CaseLeaseKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "lease"
}

/// Names a lease.
public typealias CaseLeaseToken = Identifier<CaseLeaseKind>

/// Somebody who takes a step on a review case, and what the house says of them as to this case.
public struct CaseReviewer: Hashable, Sendable {
    /// Who.
    public let party: AccessParty
    /// Whether the role is one whose work is to decide cases.
    public let isReviewer: Bool
    /// Whether cases that nobody decided in time, or that two could not agree on, may go to them.
    public let isSenior: Bool
    /// Whether the role belongs to another organisation, or to a machine.
    public let isOutside: Bool
    /// Whether the sources name them in the conversation: as its assignee, its owner or the author of something in it.
    public let isInvolved: Bool

    /// Joins the parts.
    public init(
        party: AccessParty, isReviewer: Bool, isSenior: Bool, isOutside: Bool, isInvolved: Bool
    ) {
        self.party = party
        self.isReviewer = isReviewer
        self.isSenior = isSenior
        self.isOutside = isOutside
        self.isInvolved = isInvolved
    }
}

/// One line of a requester's own treated view: a span of one treated record.
public struct LineReference: Hashable, Sendable, Comparable {
    /// The record that the line stands in.
    public let record: RecordReference
    /// UTF-8 bytes of the treated text, half open.
    public let range: Range<Int>

    /// Joins a record and a span.
    public init(record: RecordReference, range: Range<Int>) {
        self.record = record
        self.range = range
    }

    /// Orders by record, then by span.
    public static func < (left: Self, right: Self) -> Bool {
        (left.record, left.range.lowerBound, left.range.upperBound)
            < (right.record, right.range.lowerBound, right.range.upperBound)
    }
}

/// What of a conversation a reviewer looked at: the requester's view as it was then.
public struct CaseSight: Hashable, Sendable {
    /// Which of the case's held requests, from 0.
    public let request: Int
    /// The view that a release of it is valid for.
    public let view: ViewKey
    /// The content and the rules that a dismissal is valid for, whoever asks.
    public let content: ViewKey
    /// How far the conversation went; `nil` when nothing was said in it.
    public let watermark: Watermark?
    /// What was found in it then, in order.
    public let concerns: [CaseConcern]
    /// The lines of the requester's own view that a release may choose from, in order.
    public let lines: [LineReference]

    /// Joins the parts.
    public init(
        request: Int, view: ViewKey, content: ViewKey, watermark: Watermark?, concerns: [CaseConcern],
        lines: [LineReference]
    ) {
        self.request = request
        self.view = view
        self.content = content
        self.watermark = watermark
        self.concerns = concerns.sorted()
        self.lines = lines
    }
}

/// What a reviewer may decide.
public enum CaseVerdict: Hashable, Sendable {
    /// The requester's view may be given.
    case release
    /// Of it, only these lines, chosen among those that were offered.
    case releaseEdited([LineReference])
    /// At severity 4: the newest lines of the requester's view, so that somebody can act at once.
    case releaseCrisis
    /// The requester's view may not be given.
    case withhold
    /// The flags were wrong: they no longer hold anybody, up to the watermark.
    case dismiss
}

/// A reviewer's decision; the reviewer's own words stand in the leaf, under the customer's key.
public struct CaseDecision: Hashable, Sendable {
    /// What.
    public let verdict: CaseVerdict
    /// The view that was looked at.
    public let view: ViewKey
    /// Why, as a code of the house's list.
    public let reason: String
    /// How many characters the reviewer's own words have.
    public let wordsCount: Int
    /// Which rules the reviewer found right or wrong, by rule.
    public let rules: [RuleID: Bool]

    /// Joins the parts.
    public init(
        verdict: CaseVerdict, view: ViewKey, reason: String, wordsCount: Int, rules: [RuleID: Bool] = [:]
    ) {
        self.verdict = verdict
        self.view = view
        self.reason = reason
        self.wordsCount = wordsCount
        self.rules = rules
    }
}

/// One step in the life of a review case.
public enum CaseStep: Hashable, Sendable {
    /// Another request was held for the same conversation.
    case ask(HeldRequest)
    /// A reviewer to whom the case was assigned takes it, for some minutes.
    case claim(by: CaseReviewer, lease: CaseLeaseToken, minutes: Int)
    /// The reviewer gives it back undecided.
    case giveBack(by: CaseReviewer, lease: CaseLeaseToken)
    /// The reviewer looks at one requester's view.
    case look(by: CaseReviewer, lease: CaseLeaseToken, CaseSight)
    /// The reviewer opens one more record of the conversation.
    case widen(by: CaseReviewer, lease: CaseLeaseToken, RecordReference)
    /// The reviewer decides.
    case decide(by: CaseReviewer, lease: CaseLeaseToken, CaseDecision)
    /// Somebody else agrees with the proposal, or does not.
    case confirm(by: CaseReviewer, lease: CaseLeaseToken, agrees: Bool, wordsCount: Int)
    /// A person of the house takes the customer over meanwhile.
    case accept(by: AccessParty)
    /// Somebody disputes the decision; a new case is opened.
    case contest(by: AccessParty, into: ReviewCaseToken)
    /// The lease's minutes are over.
    case expire
    /// A clock ran out: the next tier has to look.
    case escalate
    /// A newer case for the same conversation takes its place.
    case supersede(by: ReviewCaseToken)
}
