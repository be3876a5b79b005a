public import Conversations

/// Verifies a whole exported log against a key, without the code that wrote it and without a ledger.
///
/// Believes nothing but the key: it reads the signed checkpoint, then every leaf once, in order, rebuilds
/// every tile and holds it against the file, and refuses files that are missing or that the log cannot have.
/// Memory is bounded whatever the log: four entry bundles, a million callers' counters, the times of a
/// hundred thousand stamps.
///
/// Where entry bundles are not shown, as to the public by URL, it verifies what is: checkpoint, hash tiles,
/// stamps and held checkpoints; the report says that leaves were not read.
///
/// What it cannot see: a leaf that was never written, and a checkpoint that was shown to somebody else only.
/// Witnesses and receipts are for that.
public struct LogVerifier: Sendable {
    /// After how many problems a verification stops.
    public static let problemsMax = 100

    private let key: VerifierKey
    private let digester: any Digester
    private let signatures: any SignatureVerifier
    private let terms: VerificationTerms

    /// Takes the key from somewhere else than the log.
    ///
    /// - Parameters:
    ///   - key: the log's key; after a rotation any that signs the checkpoint.
    ///   - digester: the hashes to use.
    ///   - signatures: checks signatures.
    ///   - terms: what else the auditor holds.
    public init(
        key: VerifierKey, digester: some Digester, signatures: some SignatureVerifier,
        terms: VerificationTerms = VerificationTerms()
    ) {
        self.key = key
        self.digester = digester
        self.signatures = signatures
        self.terms = terms
    }

    /// Reads everything and says what broke.
    ///
    /// - Parameters:
    ///   - reader: the log.
    ///   - progress: called with leaves read and leaves in all, after every few bundles.
    /// - Returns: the report; sound only when nothing at all is wrong.
    public func verify(
        _ reader: some LogReader, progress: (Int, Int) -> Void = { _, _ in }
    ) async -> VerificationReport {
        var run = VerificationRun(key: key, terms: terms, digester: digester, signatures: signatures)
        await run.readKey(from: reader)
        if let checkpoint = await run.readCheckpoint(from: reader) {
            await run.compareFiles(of: reader, size: checkpoint.size)
            run.demandKeyFile()
            await run.readStamps(from: reader)
            await run.readLeaves(from: reader, size: checkpoint.size, progress: progress)
            await run.finish(against: checkpoint, reader: reader)
        }
        return run.report()
    }
}
