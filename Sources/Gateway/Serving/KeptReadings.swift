import Briefing
import Conversations
import Extracts
import Synchronization

/// What was read of the views asked for lately, so that one more message costs its own work only.
///
/// It speeds answers up and never changes one. It holds treated text in memory alone: an erasure drops the
/// customer's share at once in the gateway that carries it out, and everywhere within ``lifeSeconds``.
final class KeptReadings: Sendable {
    /// Whose view it is. A role's text never serves another's.
    struct Key: Hashable {
        let tenant: TenantID
        let customer: CustomerID
        let caller: RoleID
        let purpose: PurposeID
    }

    private struct Entry {
        let prepared: PreparedMessages
        let at: Timestamp
    }

    /// The most views that are kept.
    static let viewsMax = 64
    /// The most messages of one view that are kept; a longer one is read anew each time.
    static let messagesMax = 2000
    /// How long a view is kept after its last use.
    static let lifeSeconds: Int64 = 300

    // INVARIANT: only read and changed under the lock.
    private let entries = Mutex<[Key: Entry]>([:])

    /// What is kept of a view; nothing when it was not asked for lately.
    func prepared(_ key: Key, at now: Timestamp) -> PreparedMessages {
        entries.withLock { entries in
            guard let entry = entries[key], Self.isAlive(entry, at: now) else { return PreparedMessages() }
            return entry.prepared
        }
    }

    /// Keeps a view; the ones used longest ago make room.
    func keep(_ prepared: PreparedMessages, _ key: Key, at now: Timestamp) {
        guard (1...Self.messagesMax).contains(prepared.count) else { return }
        entries.withLock { entries in
            entries = entries.filter { Self.isAlive($0.value, at: now) }
            if entries[key] == nil, entries.count >= Self.viewsMax,
                let oldest = entries.min(by: { $0.value.at < $1.value.at })
            {
                entries[oldest.key] = nil
            }
            entries[key] = Entry(prepared: prepared, at: now)
        }
    }

    /// Drops all that is kept of a customer.
    func forget(_ customer: CustomerID, of tenant: TenantID) {
        entries.withLock { entries in
            entries = entries.filter { $0.key.customer != customer || $0.key.tenant != tenant }
        }
    }

    private static func isAlive(_ entry: Entry, at now: Timestamp) -> Bool {
        let age = now.milliseconds - entry.at.milliseconds
        return age >= 0 && age < lifeSeconds * 1000
    }
}
