public import Conversations

/// Verifies a whole exported log against a key, without the code that wrote it and without a ledger.
///
/// Believes nothing but the key: it reads the signed checkpoint, then every leaf once, in order, rebuilds
/// every tile and holds it against the file, and refuses files that are missing or that the log cannot have.
/// Memory is bounded by one entry bundle and the number of callers.
///
/// What it cannot see: a leaf that was never written, and a checkpoint that was shown to somebody else only.
/// Witnesses and receipts are for that.
public struct LogVerifier: Sendable {
    /// After how many problems a verification stops.
    public static let problemsMax = 100

    private let key: VerifierKey
    private let digester: any Digester
    private let signatures: any SignatureVerifier

    /// Takes the key from somewhere else than the log.
    public init(key: VerifierKey, digester: some Digester, signatures: some SignatureVerifier) {
        self.key = key
        self.digester = digester
        self.signatures = signatures
    }

    /// Reads everything and says what broke.
    ///
    /// - Parameters:
    ///   - reader: the log.
    ///   - progress: called with leaves read and leaves in all, once for each bundle.
    /// - Returns: the report; sound only when nothing at all is wrong.
    public func verify(
        _ reader: some LogReader, progress: (Int, Int) -> Void = { _, _ in }
    ) async -> VerificationReport {
        var run = VerificationRun(key: key, digester: digester)
        await run.readKey(from: reader)
        if let checkpoint = await readCheckpoint(from: reader, into: &run) {
            await run.compareFiles(of: reader, size: checkpoint.size)
            await run.readLeaves(from: reader, size: checkpoint.size, progress: progress)
            await run.finish(against: checkpoint, reader: reader)
        }
        return run.report()
    }

    private func readCheckpoint(
        from reader: some LogReader, into run: inout VerificationRun
    ) async -> Checkpoint? {
        do {
            let note = try await reader.bytes(of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
            let checkpoint = try Checkpoint.verified(note, by: key, with: signatures)
            run.checkpoint = checkpoint
            return checkpoint
        } catch let failure as LogReadFailure {
            run.note(LogFiles.checkpoint, .unreadable(failure))
        } catch let fault as CheckpointFault {
            run.note(LogFiles.checkpoint, .checkpoint(fault))
        } catch {
            run.note(LogFiles.checkpoint, .checkpoint(.malformed))
        }
        return nil
    }
}
