import AuditTrail
import Conversations
import Dispatch
import DurableFiles
import Sodium
import Synchronization

/// The one writer of one log's view: submissions are decided, kept and answered one after another.
final class LogDesk: Sendable {
    /// What is known of the view.
    private enum Memory {
        case kept(SignedNote?)
        /// A write failed half way: the file says what was kept; it held this view, or none, before.
        case unsure(SignedNote?)
    }

    private struct State {
        var memory: Memory
        var waiting = 0
    }

    /// How many submissions of one log may wait.
    private static let waitingMax = 64

    let origin: String
    let name: String
    private let witness: WitnessIdentity
    private let keys: [VerifierKey]
    private let folder: WitnessFolder
    private let queue: DispatchQueue
    // Guarded by the mutex; `memory` is changed on the queue only.
    private let state: Mutex<State>

    /// Reads the kept view and refuses one that this witness did not cosign.
    init(
        origin: String, keys: [VerifierKey], witness: WitnessIdentity, folder: WitnessFolder
    ) throws(WitnessProblem) {
        self.origin = origin
        self.keys = keys
        self.witness = witness
        self.folder = folder
        name = WitnessFolder.name(of: origin, digester: witness.digester)
        queue = DispatchQueue(label: "witness \(origin)")
        let view = try Self.view(name, origin: origin, witness: witness, folder: folder)
        state = Mutex(State(memory: .kept(view)))
    }

    /// The checkpoint cosigned last, with the log's signature and the cosignature.
    var lastView: SignedNote? {
        state.withLock { if case .kept(let view) = $0.memory { view } else { nil } }
    }

    /// Decides over one submission; when it answers with a cosignature, the view is on disk.
    func answer(_ submission: CheckpointSubmission) async -> WitnessAnswer {
        let isAdmitted = state.withLock { state in
            guard state.waiting < Self.waitingMax else { return false }
            state.waiting += 1
            return true
        }
        guard isAdmitted else { return .busy }
        return await withCheckedContinuation { continuation in
            queue.async {
                let answer = self.decide(submission)
                self.state.withLock { $0.waiting -= 1 }
                continuation.resume(returning: answer)
            }
        }
    }

    /// Runs on the queue only.
    private func decide(_ submission: CheckpointSubmission) -> WitnessAnswer {
        let last: SignedNote?
        do { last = try settledView() } catch { return .unavailable }
        let lastCheckpoint = last.flatMap { Checkpoint(text: $0.text) }
        let decision = WitnessDecision.decide(
            submission, last: lastCheckpoint, trusted: keys, tree: MerkleTree(digester: witness.digester),
            with: witness.verifier)
        switch decision {
        case .refuse(let refusal):
            if case .otherRoot = refusal { keepEvidence(submission.note) }
            return .refused(refusal)
        case .cosign(let note, let checkpoint): return cosign(note, checkpoint, after: last)
        }
    }

    private func cosign(
        _ note: SignedNote, _ checkpoint: Checkpoint, after last: SignedNote?
    ) -> WitnessAnswer {
        do {
            // INVARIANT: the signature stays in this process until the view that holds it is on disk.
            let line = try witness.cosign(checkpoint, after: last)
            let view = note.adding([line])
            state.withLock { $0.memory = .unsure(last) }
            try folder.keep(view.bytes, as: name)
            state.withLock { $0.memory = .kept(view) }
            return .cosigned(checkpoint, line)
        } catch {
            return .unavailable
        }
    }

    /// The view in memory, or after a failed write the one on disk.
    private func settledView() throws -> SignedNote? {
        switch state.withLock({ $0.memory }) {
        case .kept(let view): return view
        case .unsure(let before):
            let view = try Self.view(name, origin: origin, witness: witness, folder: folder)
            // INVARIANT: a view that was kept is never taken for one that was not, even when its disk is gone.
            guard view != nil || before == nil else { throw WitnessProblem.lostView(path: name) }
            state.withLock { $0.memory = .kept(view) }
            return view
        }
    }

    /// A checkpoint that the log signed beside another one of the same size proves two histories; the first is kept.
    private func keepEvidence(_ note: SignedNote) {
        let file = name + ".other"
        do {
            guard try folder.read(file) == nil else { return }
            try folder.keep(note.bytes, as: file)
        } catch {
            // WHY nothing more: the refusal is given and logged as evidence whether or not its disk takes it.
        }
    }

    private static func view(
        _ name: String, origin: String, witness: WitnessIdentity, folder: WitnessFolder
    ) throws(WitnessProblem) -> SignedNote? {
        let bytes: [UInt8]?
        do { bytes = try folder.read(name) } catch {
            throw .unusable(path: error.path, reason: "the view cannot be read: \(error.reason)")
        }
        guard let bytes else { return nil }
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = Checkpoint(text: note.text) else {
            throw .foreignView(path: name, reason: "no signed checkpoint")
        }
        guard checkpoint.origin.text.utf8.elementsEqual(origin.utf8) else {
            throw .foreignView(path: name, reason: "one of the log \(checkpoint.origin)")
        }
        let own = try? Cosignature.verified(by: witness.key, in: note, with: witness.verifier)
        guard own != nil else { throw .foreignView(path: name, reason: "one without its cosignature") }
        return note
    }
}
