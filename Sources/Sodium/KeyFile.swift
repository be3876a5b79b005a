import CSodium
import DurableFiles
import Glibc

/// Why a key file was not read or written.
public enum KeyFileProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system refused; the call and its error number.
    case system(path: String, call: String, code: Int32)
    /// A symbolic link, a folder or something else than a file.
    case notAFile(path: String)
    /// Owned by somebody else than this process.
    case foreignOwner(path: String, owner: UInt32)
    /// Others may read or write it; the mode found.
    case mode(path: String, found: UInt32)
    /// Not one line of the format.
    case malformed(path: String)
    /// The key of another use; what was expected and found.
    case label(path: String, expected: String, found: String)
    /// No memory could be locked.
    case memory(SodiumFailure)

    /// Names the file, what was expected and what was found; never the key.
    public var description: String {
        switch self {
        case .system(let path, let call, let code): "\(path): \(call) failed: \(errorText(code))"
        case .notAFile(let path): "\(path): expected a plain file, found a link or something else"
        case .foreignOwner(let path, let owner):
            "\(path): expected a file of user \(geteuid()), found one of user \(owner)"
        case .mode(let path, let found):
            "\(path): expected mode 0600, found 0\(String(found, radix: 8)); others must not reach a key"
        case .malformed(let path): "\(path): expected one line `\(KeyFile.mark) <label> <key>`"
        case .label(let path, let expected, let found):
            "\(path): expected a key for \(expected), found one for \(found)"
        case .memory: "no memory could be locked for a key"
        }
    }
}

/// What the system calls an error number.
func errorText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
}

/// One secret of 32 bytes in a file of mode 0600: a line of format mark, label and base64url.
///
/// The label says what the key is for, so that the key of one use is never taken for another's. The secret
/// passes from the file to locked memory without a copy elsewhere.
public struct KeyFile: Sendable {
    static let mark = "throughline-key/v1"
    private static let lineBytesMax = 512

    /// Where the file stands.
    public let path: String
    /// What the key is for: lower-case letters, digits and hyphens, for example `log-signing`.
    public let label: String

    /// Names a file and what its key is for.
    public init(path: String, label: String) {
        let isWord = label.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        precondition(isWord && (1...64).contains(label.utf8.count), "a label is a word of 1 to 64 characters")
        self.path = path
        self.label = label
    }

    /// Reads the key.
    ///
    /// - Throws: ``KeyFileProblem`` for links, other owners, a mode other than 0600, another label, another
    ///   format.
    public func read() throws(KeyFileProblem) -> SecretBytes {
        let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ELOOP ? .notAFile(path: path) : .system(path: path, call: "open", code: errno)
        }
        defer { close(descriptor) }
        try check(descriptor)
        return try key(from: descriptor)
    }

    /// Reads the key from a descriptor that whoever started this process opened, to its end, and closes it.
    ///
    /// Whether others could read it is for them to know: it may be a pipe from a secret store.
    ///
    /// - Parameters:
    ///   - descriptor: 3 or more, open for reading; holds the one line of a key file.
    ///   - label: what the key is for.
    /// - Returns: the key.
    /// - Throws: ``KeyFileProblem`` naming `descriptor <n>`.
    public static func read(descriptor: Int32, label: String) throws(KeyFileProblem) -> SecretBytes {
        defer { close(descriptor) }
        return try KeyFile(path: "descriptor \(descriptor)", label: label).key(from: descriptor)
    }

    private func key(from descriptor: Int32) throws(KeyFileProblem) -> SecretBytes {
        var (found, code) = (0, Int32(0))
        let line = try unsafe locked(count: Self.lineBytesMax) { memory in
            while found < Self.lineBytesMax, code == 0 {
                let count = unsafe Glibc.read(descriptor, memory + found, Self.lineBytesMax - found)
                if count == 0 { return }
                if count > 0 { found += count } else if errno != EINTR { code = errno }
            }
        }
        guard code == 0 else { throw .system(path: path, call: "read", code: code) }
        return try key(in: line, count: found)
    }

    /// Writes a key to a new file, durably; never over an existing one.
    ///
    /// - Parameter key: 32 bytes.
    /// - Throws: ``KeyFileProblem/system(path:call:code:)`` when the file exists or cannot be written.
    public func write(_ key: SecretBytes) throws(KeyFileProblem) {
        precondition(key.count == 32, "a key file holds 32 bytes")
        let line = try line(of: key)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, call: "open", code: errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw .system(path: path, call: "fchmod", code: errno) }
        let written = unsafe line.withBytes { unsafe Glibc.write(descriptor, $0, line.count) }
        guard written == line.count else { throw .system(path: path, call: "write", code: errno) }
        guard fsync(descriptor) == 0 else { throw .system(path: path, call: "fsync", code: errno) }
        do { try DurableFile.flush(folder: DurableFile.folder(of: path)) } catch {
            throw .system(path: error.path, call: error.call, code: error.code)
        }
    }

    private func check(_ descriptor: Int32) throws(KeyFileProblem) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw .system(path: path, call: "fstat", code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_uid == geteuid() else { throw .foreignOwner(path: path, owner: status.st_uid) }
        let mode = status.st_mode & 0o7777
        guard mode == 0o600 else { throw .mode(path: path, found: mode) }
    }

    private func locked(
        count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void
    ) throws(KeyFileProblem) -> SecretBytes {
        do {
            return try unsafe SecretBytes(count: count, filledBy: fill)
        } catch {
            throw .memory(error)
        }
    }

    /// Takes the key out of a line in locked memory.
    private func key(in line: SecretBytes, count: Int) throws(KeyFileProblem) -> SecretBytes {
        let (head, keyStart) = unsafe line.withBytes { bytes in
            let whole = unsafe UnsafeBufferPointer(start: bytes, count: count)
            let spaces = whole.indices.filter { unsafe whole[$0] == 0x20 }
            guard spaces.count == 2, unsafe whole.last == 0x0A else { return ([String](), 0) }
            let head = unsafe String(decoding: whole[..<spaces[1]], as: UTF8.self)
            return (
                head.split(separator: " ", omittingEmptySubsequences: false).map(String.init), spaces[1] + 1
            )
        }
        guard head.count == 2, head[0] == Self.mark else { throw .malformed(path: path) }
        guard head[1] == label else { throw .label(path: path, expected: label, found: head[1]) }
        var isDecoded = false
        let key = try unsafe locked(count: 32) { memory in
            isDecoded = unsafe line.withBytes { bytes in
                var length = 0
                let text = unsafe UnsafeRawPointer(bytes + keyStart).assumingMemoryBound(to: CChar.self)
                let code = unsafe sodium_base642bin(
                    memory, 32, text, count - 1 - keyStart, nil, &length, nil,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING)
                return code == 0 && length == 32
            }
        }
        guard isDecoded else { throw .malformed(path: path) }
        return key
    }

    private func line(of key: SecretBytes) throws(KeyFileProblem) -> SecretBytes {
        let head = Array("\(Self.mark) \(label) ".utf8)
        let textCount = 43
        return try unsafe locked(count: head.count + textCount + 1) { memory in
            unsafe memory.update(from: head, count: head.count)
            unsafe key.withBytes { bytes in
                let text = unsafe UnsafeMutableRawPointer(memory + head.count)
                    .assumingMemoryBound(to: CChar.self)
                // The terminating zero that this writes is overwritten by the line feed.
                _ = unsafe sodium_bin2base64(
                    text, textCount + 1, bytes, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            }
            unsafe memory[head.count + textCount] = 0x0A
        }
    }
}
