public import Conversations

/// Why a file of a log could not be read.
public enum LogReadFailure: Error, Hashable, Sendable {
    /// It is not there.
    case missing
    /// It is not shown to this reader: entry bundles without authorisation.
    case forbidden
    /// It is longer than such a file can be.
    case tooLong
    /// The store failed; what it said.
    case failed(String)
}

/// An exported log, wherever it stands.
///
/// Paths are those of C2SP tlog-tiles, relative to the log: `checkpoint`, `vkey`, `tile/…`, `tile/entries/…`.
public protocol LogReader: Sendable {
    /// Every file that is there, in any order; `nil` where files cannot be listed, so that extra ones go
    /// unseen.
    ///
    /// - Throws: ``LogReadFailure``.
    func paths() async throws(LogReadFailure) -> [String]?

    /// Goes over everything that is there, in any order, without holding it all.
    ///
    /// - Parameter visit: takes one entry; `false` ends the walk.
    /// - Returns: whether things can be listed at all here.
    /// - Throws: ``LogReadFailure``.
    func list(_ visit: (LogEntry) -> Bool) async throws(LogReadFailure) -> Bool

    /// The sizes that time stamps are published for, where files cannot be listed; none by default.
    ///
    /// - Throws: ``LogReadFailure``.
    func stampedSizes() async throws(LogReadFailure) -> [Int]

    /// The bytes of one file.
    ///
    /// - Parameters:
    ///   - path: relative to the log.
    ///   - byteCountMax: the most that such a file can hold; a longer one is refused, not cut.
    /// - Returns: all of it.
    /// - Throws: ``LogReadFailure``.
    func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8]
}

extension LogReader {
    /// None: whoever lists files has no need to say it.
    public func stampedSizes() async throws(LogReadFailure) -> [Int] { [] }

    /// Goes over the paths, each a plain file.
    public func list(_ visit: (LogEntry) -> Bool) async throws(LogReadFailure) -> Bool {
        guard let paths = try await paths() else { return false }
        for path in paths where !visit(LogEntry(path: path)) { break }
        return true
    }
}

/// The fixed names and bounds of an exported log.
public enum LogFiles {
    /// The signed checkpoint.
    public static let checkpoint = "checkpoint"
    /// The verifier key, one line.
    public static let verifierKey = "vkey"
    /// The longest verifier key file, in bytes.
    public static let verifierKeyBytesMax = 1_024
    /// The longest entry bundle: 256 leaves of 65,535 bytes with their lengths.
    public static let bundleBytesMax = Tile.widthMax * (LeafLimits.storedLeafBytesMax + 2)
    /// The longest hash tile: 256 hashes.
    public static let hashTileBytesMax = Tile.widthMax * 32

    /// Reads the key that a log itself names. It proves nothing unless it is compared with one from
    /// elsewhere.
    ///
    /// - Parameters:
    ///   - reader: the log.
    ///   - digester: the hashes to use.
    /// - Returns: `nil` when the file is no verifier key followed by one line feed.
    /// - Throws: ``LogReadFailure``.
    public static func namedKey(
        in reader: some LogReader, digester: some Digester
    ) async throws(LogReadFailure) -> VerifierKey? {
        let bytes = try await reader.bytes(of: verifierKey, byteCountMax: verifierKeyBytesMax)
        guard bytes.last == 0x0A, let text = String(validating: bytes.dropLast(), as: UTF8.self) else {
            return nil
        }
        return VerifierKey(text, digester: digester)
    }
}
