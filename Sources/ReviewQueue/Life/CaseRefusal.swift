/// Why a step of a review case is not taken.
public enum CaseRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// The case was decided, or a newer one took its place.
    case closed
    /// Somebody else has it now.
    case leased
    /// The lease shown is not the one that holds.
    case staleLease = "stale_lease"
    /// The role decides no cases, the house names others for it, or a machine tried to.
    case notReviewer = "not_reviewer"
    /// People of other organisations and machines decide nothing.
    case outside
    /// Whoever asked, or acts for whoever asked, does not decide.
    case ownRequest = "own_request"
    /// The sources name the person in the conversation.
    case involved
    /// Somebody else has to look: the first decision was this person's.
    case notNew = "not_new"
    /// Only seniors decide what was escalated.
    case seniorOnly = "senior_only"
    /// The case is for another reviewer as long as its first clock runs.
    case notAssigned = "not_assigned"
    /// The view that was named was not looked at under this lease.
    case notSeen = "not_seen"
    /// A line was chosen that was not offered, or none.
    case linesNotOffered = "lines_not_offered"
    /// A crisis view is for severity 4.
    case noCrisis = "no_crisis"
    /// A decision takes at least 15 characters of one's own words.
    case reasonTooShort = "reason_too_short"
    /// There is nothing to agree with, or something to agree with already.
    case notProposed = "not_proposed"
    /// It is not time for this yet.
    case notDue = "not_due"
    /// Only a decision that nobody disputes yet is disputed.
    case notContestable = "not_contestable"
    /// The case took as many steps as a case may.
    case tooManySteps = "too_many_steps"
    /// An operator stopped the queue.
    case stopped
    /// Minutes of a lease outside 1 to 240.
    case minutesOutOfRange = "minutes_out_of_range"

    /// One line for a person; no customer data.
    public var text: String {
        switch self {
        case .closed: "the case was decided, or a newer one took its place"
        case .leased: "somebody else has this case now"
        case .staleLease: "expected the lease that holds; claim the case again"
        case .notReviewer: "expected a person who decides cases, by role and, if reviewers are named, by name"
        case .outside: "people of other organisations and machines decide no cases"
        case .ownRequest: "expected somebody other than whoever asked"
        case .involved: "expected somebody whom the sources do not name in the conversation"
        case .notNew: "expected somebody who did not take the first decision"
        case .seniorOnly: "the case was escalated, expected a senior reviewer"
        case .notAssigned: "cases are assigned, not picked; claim the next one"
        case .notSeen: "expected a view that was looked at under this lease"
        case .linesNotOffered: "expected lines that the view offered, at least one"
        case .noCrisis: "a crisis view is for cases of severity 4"
        case .reasonTooShort: "expected a reason of at least 15 characters"
        case .notProposed: "there is no decision to agree with, or one already"
        case .notDue: "it is not time for this yet"
        case .notContestable: "expected a decision that nobody disputes yet"
        case .tooManySteps: "the case took as many steps as a case may"
        case .stopped: "an operator stopped the queue, everything is held"
        case .minutesOutOfRange: "a lease lasts 1 to 240 minutes"
        }
    }
}
