import AuditTrail
import DurableFiles
import Logging
import Signing
import Sodium

/// The keys that sign the log, wherever they are held.
enum LogKeys {
    /// The key that takes over, while a rotation of files is under way.
    static func nextFile(in directory: String) -> KeyFile {
        KeyFile(path: "\(directory)/log-signing-next.key", label: GatewayKeys.File.log.rawValue)
    }

    static func hasNext(in directory: String) throws(FileFailure) -> Bool {
        try DurableFile.isThere(nextFile(in: directory).path)
    }

    /// Opens every key of a configuration, the oldest first.
    ///
    /// - Throws: ``KeyFileProblem``, ``SigningFailure`` or ``LogKeyProblem``.
    static func signers(_ configuration: GatewayConfiguration) throws -> [any CheckpointSigner] {
        var signers = try signers(configuration.logSigner, in: configuration.keys)
        if let next = configuration.nextLogSigner {
            signers += try Self.signers(next, in: configuration.keys)
        }
        for (place, signer) in signers.enumerated()
        where signers[..<place].contains(where: { $0.publicKey == signer.publicKey }) {
            throw LogKeyProblem.sameKeyTwice
        }
        return signers
    }

    /// The public halves, without reading a descriptor and without taking a signer's seat.
    static func publicKeys(_ configuration: GatewayConfiguration) throws -> [[UInt8]] {
        try ([configuration.logSigner] + (configuration.nextLogSigner.map { [$0] } ?? [])).flatMap { place in
            switch place {
            case .files: return try signers(.files, in: configuration.keys).map(\.publicKey)
            case .descriptor(let number): throw LogKeyProblem.readOnce(number)
            case .socket(let path, _):
                do { return [try RemoteSigner.publicKey(at: path)] } catch {
                    throw LogKeyProblem.noSigner(path)
                }
            }
        }
    }

    private static func signers(
        _ place: GatewayConfiguration.LogSigner, in directory: String
    ) throws -> [any CheckpointSigner] {
        switch place {
        case .files:
            let files =
                [GatewayKeys.File.log.file(in: directory)]
                + (try hasNext(in: directory) ? [nextFile(in: directory)] : [])
            return try files.map { try SigningKey(seed: try $0.read()) }
        case .descriptor(let number):
            let seed = try KeyFile.read(descriptor: number, label: GatewayKeys.File.log.rawValue)
            return [try SigningKey(seed: seed)]
        case .socket(let path, let timeout):
            let logger = Logger(label: "throughline.signer")
            do {
                return [
                    try RemoteSigner(path: path, timeoutMilliseconds: timeout) { logger.error("\($0)") }
                ]
            } catch .refused(let why) {
                throw LogKeyProblem.refused(why)
            } catch {
                throw LogKeyProblem.noSigner(path)
            }
        }
    }
}

/// Why the log's keys cannot be used.
enum LogKeyProblem: Error, Equatable, CustomStringConvertible {
    case noSigner(String)
    case refused(String)
    case readOnce(Int32)
    case sameKeyTwice

    /// What was expected, what was found and what to do.
    var description: String {
        switch self {
        case .noSigner(let path):
            "expected a signer at \(path), found nobody who answers; start `throughline signer --socket \(path)`"
        case .refused(let why): why
        case .readOnce(let number):
            "the log's key comes from descriptor \(number), which the gateway alone reads; take the verifier key "
                + "from the log (`throughline audit export`)"
        case .sameKeyTwice: "expected two different signing keys for the log, found the same one twice"
        }
    }
}
