import AuditTrail
import Conversations
import DurableFiles
import Glibc
import Sodium

/// A moment of an answer at which a test may make the signer fail or its process die.
package enum SignerStep: String, CaseIterable, Hashable, Sendable {
    /// Before the temporary file of the state is made.
    case beforeFile = "before_file"
    /// The temporary file is written and flushed.
    case beforeRename = "before_rename"
    /// Renamed; the folder is not flushed yet.
    case afterRename = "after_rename"
    /// The state is durable, nothing is signed.
    case beforeSigning = "before_signing"
    /// Signed; the answer did not leave.
    case beforeAnswer = "before_answer"
    /// The answer left.
    case afterAnswer = "after_answer"

    /// The step of the state's file, `nil` where nothing is injected.
    init?(ofFile step: DurableFile.Step) {
        switch step {
        case .beforeOpen: self = .beforeFile
        case .beforeRename: self = .beforeRename
        case .beforeFolderFlush: self = .afterRename
        case .beforeWrite, .beforeFlush, .afterFolderFlush: return nil
        }
    }
}

/// What happens at a step: nothing in production; tests throw or kill there.
package struct SignerFaults: Sendable {
    /// Called at every step; what it throws counts as a failure of the disk.
    package let at: @Sendable (SignerStep) throws -> Void

    /// Takes what happens.
    package init(at: @escaping @Sendable (SignerStep) throws -> Void) { self.at = at }

    /// Nothing happens.
    package static let none = SignerFaults { _ in }
}

/// Why a signer's folder cannot be used.
public enum SignerStoreProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system refused; the call and its error number.
    case system(path: String, call: String, code: Int32)
    /// Another signer has the folder open.
    case inUse(path: String)
    /// The state was damaged or is none of ours.
    case malformed(path: String)
    /// The state belongs to another key.
    case otherKey(path: String)
    /// Somebody else may write to the folder; its owner or mode.
    case notPrivate(path: String, owner: UInt32, mode: UInt32)

    /// Names the file, what was expected and what was found.
    public var description: String {
        switch self {
        case .system(let path, let call, let code):
            unsafe "\(path): \(call) failed: \(String(cString: strerror(code)))"
        case .inUse(let path): "another signer has \(path) open; one key has one signer"
        case .malformed(let path):
            "\(path): expected a signer's state, found something else or damage; "
                + "do not delete it: find out what the log's last checkpoint is, then start anew with --adopt"
        case .otherKey(let path): "\(path): the state of another key; every key has a state folder of its own"
        case .notPrivate(let path, let owner, let mode):
            "\(path): expected a folder of mode 0700 of user \(geteuid()), "
                + "found 0\(String(mode, radix: 8)) of user \(owner)"
        }
    }
}

/// The state of a signer in a folder of its own: after any crash either the old or the new one is there, whole.
@safe struct SignerStore: ~Copyable {
    private static let fileName = "state"
    private static let bytesMax = 4 << 20

    private let directory: String
    private let publicKey: [UInt8]
    private let faults: SignerFaults
    private let lock: FileLock

    /// Opens the folder, or makes it, and takes its lock.
    init(directory: String, publicKey: [UInt8], faults: SignerFaults) throws(SignerStoreProblem) {
        if unsafe mkdir(directory, 0o700) != 0, errno != EEXIST {
            throw .system(path: directory, call: "mkdir", code: errno)
        }
        var status = stat()
        guard unsafe lstat(directory, &status) == 0 else {
            throw .system(path: directory, call: "stat", code: errno)
        }
        guard status.st_mode & 0o7777 == 0o700, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFDIR
        else {
            throw .notPrivate(path: directory, owner: status.st_uid, mode: status.st_mode & 0o7777)
        }
        do { lock = try FileLock(path: directory + "/lock") } catch {
            switch error {
            case .held: throw .inUse(path: directory)
            case .failed(let failure):
                throw .system(path: failure.path, call: failure.call, code: failure.code)
            }
        }
        self.directory = directory
        self.publicKey = publicKey
        self.faults = faults
    }

    /// The state as it was left; an empty one in a new folder.
    func load() throws(SignerStoreProblem) -> SignerState {
        let path = directory + "/" + Self.fileName
        let bytes: [UInt8]?
        do { bytes = try DurableFile.read(path, bytesMax: Self.bytesMax) } catch {
            throw error.code == EFBIG
                ? .malformed(path: path) : .system(path: path, call: error.call, code: error.code)
        }
        guard let bytes else { return SignerState() }
        do {
            return try SignerState(
                text: String(decoding: bytes, as: UTF8.self), publicKey: publicKey, digester: SodiumDigester()
            )
        } catch .otherKey {
            throw .otherKey(path: path)
        } catch {
            throw .malformed(path: path)
        }
    }

    /// Replaces the state durably.
    func save(_ state: SignerState) throws {
        let bytes = Array(state.text(publicKey: publicKey, digester: SodiumDigester()).utf8)
        do {
            try DurableFile.replace(directory + "/" + Self.fileName, with: bytes) { step in
                if let step = SignerStep(ofFile: step) { try faults.at(step) }
            }
        } catch let failure as FileFailure {
            throw SignerStoreProblem.system(path: failure.path, call: failure.call, code: failure.code)
        }
    }
}
