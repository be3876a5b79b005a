import Briefing
import Conversations
import ReviewQueue

/// What a house says of the people of its queue: who decides, who is senior, who does not look at what for now.
struct ReviewPeople: Sendable {
    /// The subjects that decide; `nil` for everybody of a deciding role.
    let reviewers: [PrincipalID]?
    /// The subjects that take what was escalated; `nil` for everybody who decides.
    let seniors: [PrincipalID]?
    /// The categories that somebody does not look at.
    let optedOut: [PrincipalID: Set<FlagCategory>]
    /// How many cases of severity 4 one person decides in a day before others get the next.
    let exposuresPerDay: Int

    static let everybody = ReviewPeople(reviewers: nil, seniors: nil, optedOut: [:], exposuresPerDay: 8)

    /// What the queue makes of a caller as to one case.
    func reviewer(_ caller: Caller, _ briefing: Briefing, deciders: [RoleID], isInvolved: Bool)
        -> CaseReviewer
    {
        let isOfRole = deciders.contains(caller.role) && briefing.looksAtCases(caller)
        let isReviewer = isOfRole && reviewers?.contains(caller.subject) ?? true
        let isSenior = isOfRole && seniors?.contains(caller.subject) ?? isReviewer
        return CaseReviewer(
            party: AccessParty(caller), isReviewer: isReviewer, isSenior: isSenior,
            isOutside: briefing.isOutside(caller), isInvolved: isInvolved)
    }

    /// The categories that somebody is not given now: their own choice, and for a day safety after too many grave cases.
    func skipping(_ subject: PrincipalID, among decided: [CaseLife], at now: Timestamp) -> Set<FlagCategory> {
        var skipped = optedOut[subject] ?? []
        let grave = decided.filter { life in
            guard let outcome = life.outcome, life.opened.severity >= 4 else { return false }
            return outcome.by.subject == subject && now.milliseconds - outcome.at.milliseconds < 86_400_000
        }
        if grave.count >= exposuresPerDay {
            skipped.formUnion(
                grave.flatMap { $0.opened.concerns.filter { $0.severity >= 4 }.compactMap(\.category) })
        }
        return skipped
    }
}
