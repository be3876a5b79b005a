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
    // Guarded by the mutex: the start of the day for which a refusal was recorded, by person.
    private let refusals = Mutex<[Person: Timestamp]>([:])

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

    /// Takes the one refusal of a person that is recorded today (UTC), as far as this process knows.
    ///
    /// - Returns: whether it was there to take; whoever takes it records it, or gives it back.
    func takeRefusal(of caller: Caller, at now: Timestamp) -> Bool {
        let person = Person(tenant: caller.tenant, subject: caller.subject)
        let today = AuditDesk.startOfDay(now)
        return refusals.withLock { refusals in
            refusals = refusals.filter { $0.value == today }
            return refusals.updateValue(today, forKey: person) == nil
        }
    }

    /// Gives back a refusal that could not be recorded.
    func giveBackRefusal(of caller: Caller) {
        let person = Person(tenant: caller.tenant, subject: caller.subject)
        refusals.withLock { $0[person] = nil }
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
