public import Conversations

/// What becomes of the review case of a conversation when its concerns are known anew.
public enum CaseIntake: Hashable, Sendable {
    /// The pending case covers every concern and stays.
    case keep(ReviewCase)
    /// A case is opened; it takes the place of a pending one that covered less.
    case open(ReviewCase)

    /// The case either way.
    public var reviewCase: ReviewCase {
        switch self {
        case .keep(let reviewCase), .open(let reviewCase): reviewCase
        }
    }

    /// Decides, without I/O.
    ///
    /// A pending case stays while it names every category at least as gravely as now found. Otherwise a new one is opened
    /// that names everything either of them does, so that a concern never gets lost and an acknowledgement of the old
    /// case does not cover the new concern.
    ///
    /// - Parameters:
    ///   - found: the concerns as assessed now, at least one.
    ///   - pending: the case that waits already, if any.
    ///   - new: makes the case to open from the concerns it has to name.
    /// - Returns: what becomes of the case.
    public static func decide(
        found: [CaseConcern], pending: ReviewCase?, new: ([CaseConcern]) -> ReviewCase
    ) -> CaseIntake {
        precondition(!found.isEmpty, "a case is about something")
        guard let pending else { return .open(new(merged(found))) }
        let isCovered = found.allSatisfy { concern in
            pending.concerns.contains { $0.category == concern.category && $0.severity >= concern.severity }
        }
        return isCovered ? .keep(pending) : .open(new(merged(found + pending.concerns)))
    }

    /// One concern a category, with its gravest severity.
    public static func merged(_ concerns: [CaseConcern]) -> [CaseConcern] {
        let categories = Set(concerns.map(\.category))
        return categories.map { category in
            let severities = concerns.filter { $0.category == category }.map(\.severity)
            return CaseConcern(category: category, severity: severities.max() ?? 1)
        }.sorted()
    }
}
