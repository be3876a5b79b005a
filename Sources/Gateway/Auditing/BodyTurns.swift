import Conversations
import Synchronization

/// Who is being given a body now, so that requests at once cannot all slip under one bound.
final class BodyTurns: Sendable {
    private struct Person: Hashable {
        let tenant: TenantID
        let subject: PrincipalID
    }

    // Guarded by the mutex: requests on their way, by person.
    private let counts = Mutex<[Person: Int]>([:])

    /// Counts a request in.
    ///
    /// - Returns: how many of this person were on their way before; they count as given.
    func enter(_ caller: Caller) -> Int {
        counts.withLock { counts in
            let person = Person(tenant: caller.tenant, subject: caller.subject)
            let before = counts[person] ?? 0
            counts[person] = before + 1
            return before
        }
    }

    /// Counts a request out; its leaf counts from now on.
    func leave(_ caller: Caller) {
        counts.withLock { counts in
            let person = Person(tenant: caller.tenant, subject: caller.subject)
            let left = (counts[person] ?? 1) - 1
            counts[person] = left > 0 ? left : nil
        }
    }
}
