/// Why a step of an access case is not taken.
public enum AccessRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// The request was decided, or lapsed, already.
    case notPending = "not_pending"
    /// The request's time to be decided is over.
    case lapsed
    /// The role may not decide this, or a machine tried to.
    case notApprover = "not_approver"
    /// Nobody decides on or reviews their own access.
    case ownRequest = "own_request"
    /// More minutes than the policy allows, or none.
    case minutesOutOfRange = "minutes_out_of_range"
    /// There is no grant that holds.
    case notGranted = "not_granted"
    /// The grant's minutes are over.
    case expired
    /// The clock went back, so nobody can tell whether the minutes are over.
    case clockSetBack = "clock_set_back"
    /// Somebody else's grant, or one for another conversation or purpose.
    case notBound = "not_bound"
    /// A contact handle works once.
    case usedUp = "used_up"
    /// It is not time for this yet.
    case notDue = "not_due"
    /// Only a broken glass is reviewed, once, after it ended.
    case notReviewable = "not_reviewable"

    /// One line for a person; no customer data.
    public var text: String {
        switch self {
        case .notPending: "the request was decided already"
        case .lapsed: "nobody decided in time, ask again"
        case .notApprover: "expected a person of a role that approves this"
        case .ownRequest: "expected somebody other than whoever asked"
        case .minutesOutOfRange: "more minutes than the policy allows, or none"
        case .notGranted: "no grant holds"
        case .expired: "the grant's minutes are over"
        case .clockSetBack: "the clock went back, so the grant no longer holds"
        case .notBound: "the grant is bound to another caller, conversation or purpose"
        case .usedUp: "a contact handle works once"
        case .notDue: "it is not time for this yet"
        case .notReviewable: "expected a broken glass that ended and was not reviewed"
        }
    }
}
