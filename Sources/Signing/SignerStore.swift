import AuditTrail
import Conversations
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
    private let lock: Int32

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
        let lock = unsafe open(directory + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw .system(path: directory + "/lock", call: "open", code: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .inUse(path: directory)
        }
        self.directory = directory
        self.publicKey = publicKey
        self.faults = faults
        self.lock = lock
    }

    deinit { close(lock) }

    /// The state as it was left; an empty one in a new folder.
    func load() throws(SignerStoreProblem) -> SignerState {
        let path = directory + "/" + Self.fileName
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return SignerState() }
            throw .system(path: path, call: "open", code: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            guard count >= 0 else { throw .system(path: path, call: "read", code: errno) }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= Self.bytesMax else { throw .malformed(path: path) }
        }
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

    /// Replaces the state: temporary file, flush, rename, flush of the folder.
    func save(_ state: SignerState) throws {
        let (path, temporary) = (directory + "/" + Self.fileName, directory + "/." + Self.fileName + ".new")
        let bytes = Array(state.text(publicKey: publicKey, digester: SodiumDigester()).utf8)
        try faults.at(.beforeFile)
        try write(bytes, to: temporary)
        try faults.at(.beforeRename)
        guard unsafe rename(temporary, path) == 0 else { throw problem(path, "rename") }
        try faults.at(.afterRename)
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw problem(directory, "open") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw problem(directory, "fsync") }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(SignerStoreProblem) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw problem(path, "open") }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw problem(path, "write") }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw problem(path, "fsync") }
    }

    private func problem(_ path: String, _ call: String) -> SignerStoreProblem {
        .system(path: path, call: call, code: errno)
    }
}
