public import AuditTrail
public import Conversations
public import Logging
import Sodium

/// A witness: cosigns what extends its last view of a log, keeps the new view, and only then answers.
///
/// Whatever is sent, whenever it is killed, and however its disk fails, no two cosignatures that left it are over
/// inconsistent checkpoints, as long as its folder is not rolled back. It demands nothing of the sender: the signature of
/// the log is the only permission (C2SP tlog-witness).
public final class CosigningWitness: Sendable {
    /// The public half of its key.
    public let key: WitnessKey
    /// The logs that it was told of, by origin in order.
    public let origins: [String]
    private let desks: [LogDesk]
    let logger: Logger

    /// Takes the lock of the state folder and reads every view in it.
    ///
    /// - Parameters:
    ///   - key: the public half of its key, under its name.
    ///   - signer: holds the secret half; it must sign nothing else.
    ///   - logs: the keys of the logs to witness; a key's name is the log's origin, and one origin may have several keys.
    ///   - stateDirectory: its memory; made when missing, never to be restored from an old copy.
    ///   - clock: the time that cosignatures carry.
    ///   - logger: takes a line a submission: origin, sizes, outcome.
    /// - Throws: ``WitnessProblem`` naming the thing, what was expected and what was found.
    public convenience init(
        key: WitnessKey, signer: any Signer, logs: [VerifierKey], stateDirectory: String,
        clock: any WallClock, logger: Logger
    ) throws(WitnessProblem) {
        try self.init(
            key: key, signer: signer, logs: logs, stateDirectory: stateDirectory, clock: clock,
            logger: logger, faults: .none)
    }

    /// The same with faults for tests.
    package init(
        key: WitnessKey, signer: any Signer, logs: [VerifierKey], stateDirectory: String,
        clock: any WallClock, logger: Logger, faults: WitnessFaults
    ) throws(WitnessProblem) {
        guard !logs.isEmpty else { throw .noLog }
        guard signer.publicKey == key.publicKey else { throw .otherKey(name: key.name) }
        if let own = logs.first(where: { $0.publicKey == key.publicKey }) { throw .ownLog(name: own.name) }
        let identity = WitnessIdentity(key: key, signer: signer, clock: clock)
        let folder = try WitnessFolder(directory: stateDirectory, faults: faults)
        let origins = Set(logs.map { Array($0.name.utf8) }).map { String(decoding: $0, as: UTF8.self) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var desks: [LogDesk] = []
        for origin in origins {
            let keys = logs.filter { $0.name.utf8.elementsEqual(origin.utf8) }
            desks.append(try LogDesk(origin: origin, keys: keys, witness: identity, folder: folder))
        }
        self.key = key
        self.origins = origins
        self.desks = desks
        self.logger = logger
    }

    /// Answers the body of one `add-checkpoint`.
    ///
    /// - Parameter body: as sent.
    /// - Returns: with a cosignature only once the view behind it is on disk.
    public func answer(_ body: [UInt8]) async -> WitnessAnswer {
        let submission: CheckpointSubmission
        do throws(SubmissionFault) {
            submission = try CheckpointSubmission(parsing: body)
        } catch {
            return .refused(.malformed(error))
        }
        let origin = submission.checkpoint.origin.text
        guard let desk = desks.first(where: { $0.origin.utf8.elementsEqual(origin.utf8) }) else {
            return .refused(.unknownOrigin)
        }
        let answer = await desk.answer(submission)
        note(answer, submission)
        return answer
    }

    /// The checkpoint cosigned last for a log, as signed by the log and by this witness.
    ///
    /// - Parameter name: hexadecimal SHA-256 of the origin.
    /// - Returns: `nil` for an unknown log and one never cosigned.
    public func lastView(_ name: String) -> [UInt8]? {
        desks.first { $0.name == name }?.lastView?.bytes
    }

    private func note(_ answer: WitnessAnswer, _ submission: CheckpointSubmission) {
        let checkpoint = submission.checkpoint
        let facts: Logger.Metadata = [
            "log": .string(checkpoint.origin.text), "old": "\(submission.oldSize)",
            "size": "\(checkpoint.size)", "status": "\(answer.status)",
        ]
        switch answer {
        case .cosigned: logger.info("cosigned", metadata: facts)
        case .refused(.otherRoot):
            logger.critical("the log signed two roots for one size; the second one is kept", metadata: facts)
        case .refused(let refusal):
            logger.log(level: refusal.isEvidence ? .error : .notice, "refused", metadata: facts)
        case .unavailable, .busy: logger.error("not cosigned", metadata: facts)
        }
    }
}
