import Foundation
public import Sodium

/// The secrets of one gateway, each in a file of its own with mode 0600; who signs the log is for `LogKeys`.
public struct GatewayKeys: Sendable {
    /// Makes tokens of pseudonyms.
    public let pseudonym: SodiumPseudonymiser

    /// The files of a key folder and what each is for.
    public enum File: String, CaseIterable, Sendable {
        /// Signs checkpoints.
        case log = "log-signing"
        /// Signs callers' tokens in demo mode; never the log's key.
        case token = "token-signing"
        /// Makes pseudonyms.
        case pseudonym

        /// Where it stands in a folder.
        public func file(in directory: String) -> KeyFile {
            KeyFile(path: "\(directory)/\(rawValue).key", label: rawValue)
        }
    }

    /// Reads every key of a folder.
    ///
    /// - Parameter directory: the folder that the configuration names.
    /// - Throws: ``KeyFileProblem`` naming the file, what was expected and what was found; ``SodiumFailure``.
    public init(directory: String) throws {
        pseudonym = try SodiumPseudonymiser(key: try File.pseudonym.file(in: directory).read())
    }

    /// Makes the keys that a folder lacks; existing ones stay.
    ///
    /// - Parameters:
    ///   - directory: made with mode 0700 when it is missing.
    ///   - files: those that the gateway needs; the log's key may be held elsewhere.
    /// - Returns: the files that were made.
    /// - Throws: ``KeyFileProblem`` when a file cannot be written.
    public static func make(in directory: String, files: [File] = File.allCases) throws -> [File] {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var made: [File] = []
        for file in files {
            let keyFile = file.file(in: directory)
            guard !FileManager.default.fileExists(atPath: keyFile.path) else { continue }
            try keyFile.write(try SecretBytes(randomCount: 32))
            made.append(file)
        }
        return made
    }
}
