public import Conversations

/// Which case a reviewer gets: cases are assigned, not picked.
public enum ReviewOrder {
    /// The open cases in the order in which they are given out: second decisions and escalated ones first within their
    /// severity, the gravest before others, then the one that is due first.
    public static func sorted(_ lives: [CaseLife]) -> [CaseLife] {
        lives.filter(\.isOpen).sorted { rank($0) < rank($1) }
    }

    private static func rank(_ life: CaseLife) -> (Int, Int, Timestamp, ReviewCaseToken) {
        let isLate: Bool
        if case .proposed = life.stage { isLate = true } else { isLate = life.isEscalated }
        return (-life.opened.severity, isLate ? 0 : 1, life.opened.start.decideBy, life.opened.token)
    }

    /// The case that a reviewer gets next, `nil` when there is none for them.
    ///
    /// Whoever has a case gets that one again, so that nobody takes several to choose among, and an answer that was lost
    /// on its way keeps no case from being decided.
    ///
    /// - Parameters:
    ///   - lives: the open cases.
    ///   - now: the present moment.
    ///   - skipping: categories that the reviewer does not look at now, for their own sake.
    ///   - reviewer: what the house says of them as to one case.
    /// - Returns: the case that they have, else the first that they may decide and nobody has.
    public static func next(
        among lives: [CaseLife], at now: Timestamp, skipping: Set<FlagCategory> = [],
        for reviewer: (CaseLife) -> CaseReviewer
    ) -> CaseLife? {
        let open = sorted(lives)
        func isFit(_ life: CaseLife) -> Bool { life.seen(now).unfitness(of: reviewer(life)) == nil }
        let held = open.first { life in
            guard let lease = life.lease(at: now) else { return false }
            return lease.by.party.isSamePerson(as: reviewer(life).party) && isFit(life)
        }
        return held
            ?? open.first { life in
                let categories = Set(life.opened.concerns.compactMap(\.category))
                return life.lease(at: now) == nil && categories.isDisjoint(with: skipping) && isFit(life)
            }
    }
}
