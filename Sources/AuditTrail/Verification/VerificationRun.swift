import Conversations

/// One pass over a log: what was seen so far and what was wrong with it.
struct VerificationRun {
    let key: VerifierKey
    let terms: VerificationTerms
    let digester: any Digester
    let signatures: any SignatureVerifier
    var stamps = StampSeries()
    var tiles: TileRebuilder
    var sequence: LeafSequence
    private(set) var problems: [VerificationProblem] = []
    private(set) var note: SignedNote?
    private(set) var checkpoint: Checkpoint?
    var cosigning: VerificationReport.Cosigning?
    var unknownSignatureCount = 0
    private(set) var areFilesListed = false
    private var lacksKeyFile = false
    var leavesRead = 0
    var readsLeaves = true
    /// The log's own roots at the sizes of held checkpoints.
    var rootsBySize: [Int: TreeHash] = [:]
    /// The first of the stamped sizes that the leaves have not reached.
    var nextStamp = 0
    let tree: MerkleTree

    init(
        key: VerifierKey, terms: VerificationTerms, digester: some Digester,
        signatures: some SignatureVerifier
    ) {
        self.key = key
        self.terms = terms
        self.digester = digester
        self.signatures = signatures
        tree = MerkleTree(digester: digester)
        sequence = LeafSequence(
            origin: key.name, before: terms.yearBefore, signatures: signatures, digester: digester)
        tiles = TileRebuilder(frontier: MerkleFrontier(digester: digester))
        for size in terms.held.compactMap(\.claim?.size) { rootsBySize[size] = tree.emptyRoot }
    }

    var isFull: Bool { problems.count >= LogVerifier.problemsMax }

    /// The given key and those that the leaves read so far name.
    var keys: [VerifierKey] { [key] + sequence.keys.keys.map(\.key).filter { $0 != key } }

    /// Believes a signed checkpoint of this log, of any size up to the leaves read so far.
    func believed(_ bytes: [UInt8]) throws(CheckpointFault) -> Checkpoint {
        guard !sequence.keys.keys.isEmpty else {
            return try Checkpoint.verified(bytes, by: key, with: signatures)
        }
        return try sequence.keys.believed(bytes, with: signatures).checkpoint
    }

    mutating func note(_ file: String, leaf: Int? = nil, _ reason: VerificationProblem.Reason) {
        guard !isFull else { return }
        problems.append(VerificationProblem(file: file, leaf: leaf, reason: reason))
    }

    // MARK: - Before the leaves

    /// The log's own key file must be the key that it is verified with, to the byte.
    mutating func readKey(from reader: some LogReader) async {
        let file = LogFiles.verifierKey
        do throws(LogReadFailure) {
            let bytes = try await reader.bytes(of: file, byteCountMax: LogFiles.verifierKeyBytesMax)
            if bytes != Array((key.description + "\n").utf8) { note(file, .otherKey) }
        } catch {
            lacksKeyFile = error == .missing
            if !lacksKeyFile { note(file, .unreadable(error)) }
        }
    }

    /// A log that cannot be listed, as one by URL, need not publish its key.
    mutating func demandKeyFile() {
        if lacksKeyFile, areFilesListed { note(LogFiles.verifierKey, .unreadable(.missing)) }
    }

    /// The checkpoint, believed by the key alone.
    mutating func readCheckpoint(from reader: some LogReader) async -> Checkpoint? {
        let bytes: [UInt8]
        do throws(LogReadFailure) {
            bytes = try await reader.bytes(of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
        } catch {
            note(LogFiles.checkpoint, .unreadable(error))
            return nil
        }
        do throws(CheckpointFault) {
            checkpoint = try Checkpoint.verified(bytes, by: key, with: signatures)
            note = try? SignedNote(parsing: bytes)
        } catch {
            note(LogFiles.checkpoint, .checkpoint(error))
        }
        return checkpoint
    }

    /// Nothing that a log of this size cannot have; missing files show when they are read.
    mutating func compareFiles(of reader: some LogReader, size: Int) async {
        var strangers: [VerificationProblem] = []
        var series = stamps
        do throws(LogReadFailure) {
            areFilesListed = try await reader.list { entry in
                if let reason = Self.fault(of: entry, size: size, series: &series) {
                    strangers.append(VerificationProblem(file: entry.path, reason: reason))
                }
                return strangers.count < LogVerifier.problemsMax
            }
            if !areFilesListed {
                for size in try await reader.stampedSizes() where size <= checkpoint?.size ?? 0 {
                    for content in StampFile.Content.allCases {
                        _ = series.take(StampFile(size: size, content))
                    }
                }
            }
        } catch {
            note(".", .unreadable(error))
        }
        stamps = series
        for problem in strangers.sorted(by: { $0.file < $1.file }) { note(problem.file, problem.reason) }
    }

    private static func fault(
        of entry: LogEntry, size: Int, series: inout StampSeries
    ) -> VerificationProblem.Reason? {
        guard entry.kind == .file else { return .stranger(entry.kind) }
        if [LogFiles.checkpoint, LogFiles.verifierKey].contains(entry.path) { return nil }
        if let stamp = StampFile(path: entry.path), stamp.size <= size {
            return series.take(stamp) ? nil : .stamp(.tooMany(StampSeries.sizesMax))
        }
        return Tile(path: entry.path)?.belongs(toLogOf: size) == true ? nil : .unknownFile
    }
}
