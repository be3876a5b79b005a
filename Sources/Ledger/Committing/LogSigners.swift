import AuditTrail
import Conversations
import Dispatch
import Sodium
import Synchronization

/// The keys that sign checkpoints now, the oldest first; two while one takes over from the other.
///
/// A checkpoint carries the signature of every key that is held and that its log has in force. The holders hear of
/// commits a moment later, so that no commit waits for it.
final class LogSigners: Sendable {
    /// A checkpoint to be signed, and who may.
    struct Wanted {
        let request: CheckpointRequest
        let keys: KeyHistory
    }

    private struct Unconfirmed {
        var checkpoints: [LogOrigin: Checkpoint] = [:]
        var isScheduled = false
    }

    // Guarded by the mutex.
    private let held: Mutex<[any CheckpointSigner]>
    // Guarded by the mutex.
    private let unconfirmed = Mutex(Unconfirmed())
    private let queue = DispatchQueue(label: "confirmed checkpoints")

    /// INVARIANT: at least one.
    init(_ signers: [any CheckpointSigner]) { held = Mutex(signers) }

    /// The public keys, the oldest first.
    var publicKeys: [[UInt8]] { held.withLock { $0.map(\.publicKey) } }

    /// Takes other keys from the next batch on.
    func replace(with signers: [any CheckpointSigner]) { held.withLock { $0 = signers } }

    /// The key that a new log starts with: the newest one in force in the log before, else the oldest.
    func first(after previous: KeyHistory?) -> [UInt8]? {
        let keys = publicKeys
        guard let previous else { return keys.first }
        return keys.last { [.current, .overlapping].contains(previous.standing(of: $0)) }
    }

    /// Signs checkpoints, one question to each holder of a key.
    ///
    /// - Returns: the notes as stored and served, in order.
    /// - Throws: ``SigningFailure``; also when no key is held that the log has in force.
    func notes(for wanted: [Wanted]) throws(SigningFailure) -> [String] {
        var signatures = [[SignedNote.KeySignature]](repeating: [], count: wanted.count)
        for signer in held.withLock({ $0 }) {
            var places: [(place: Int, key: VerifierKey)] = []
            for (place, one) in wanted.enumerated() {
                let inForce = one.keys.keys(signing: one.request.checkpoint.size)
                if let key = inForce.first(where: { $0.publicKey == signer.publicKey }) {
                    places.append((place, key))
                }
            }
            guard !places.isEmpty else { continue }
            let made = try signer.sign(places.map { wanted[$0.place].request })
            guard made.count == places.count else { throw .unavailable }
            for (found, signature) in zip(places, made) {
                signatures[found.place].append(.init(key: found.key, signature: signature))
            }
        }
        guard signatures.allSatisfy({ !$0.isEmpty }) else {
            throw .refused("no key is held that the log has in force")
        }
        return zip(wanted, signatures).map { one, signatures in
            String(decoding: SignedNote(one.request.checkpoint, signatures: signatures).bytes, as: UTF8.self)
        }
    }

    /// Whether every holder would sign now.
    func check() throws(SigningFailure) {
        for signer in held.withLock({ $0 }) { try signer.check() }
    }

    /// Tells the holders soon what was committed.
    func confirmSoon(_ heads: some Sequence<LogHead>) {
        let mustStart = unconfirmed.withLock { state in
            for head in heads { state.checkpoints[head.origin] = head.signed }
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if mustStart { queue.asyncAfter(deadline: .now() + .milliseconds(100)) { self.confirm() } }
    }

    /// Tells the holders now what was committed and lets go of them; blocks.
    func close() {
        queue.sync { confirm() }
        for signer in held.withLock({ $0 }) { signer.release() }
    }

    private func confirm() {
        let checkpoints = unconfirmed.withLock { state in
            defer { state = Unconfirmed() }
            return state.checkpoints.values.sorted { $0.origin.text < $1.origin.text }
        }
        guard !checkpoints.isEmpty else { return }
        for signer in held.withLock({ $0 }) { signer.confirm(checkpoints) }
    }
}
