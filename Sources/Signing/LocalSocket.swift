import Glibc

/// Why a socket cannot be used.
public enum SignerSocketProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system refused; the call and its error number.
    case system(path: String, call: String, code: Int32)
    /// Longer than the system takes; the most and what was found, in bytes.
    case pathTooLong(path: String, max: Int, found: Int)
    /// Something else than a socket stands there.
    case notASocket(path: String)
    /// No such group.
    case group(String)

    /// Names the path, what was expected and what was found.
    public var description: String {
        switch self {
        case .system(let path, let call, let code):
            unsafe "\(path): \(call) failed: \(String(cString: strerror(code)))"
        case .pathTooLong(let path, let max, let found):
            "\(path): expected a path of at most \(max) bytes for a socket, found \(found)"
        case .notASocket(let path): "\(path): expected no file or an old socket, found something else"
        case .group(let name): "there is no group \(name)"
        }
    }
}

/// A unix socket: who listens, who connects, and as which user.
enum LocalSocket {
    private static let pathBytesMax = 107

    /// Listens at a path, for this user alone or for a group too; an old socket there is replaced.
    static func listen(at path: String, group: gid_t?) throws(SignerSocketProblem) -> Int32 {
        var status = stat()
        if unsafe lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
            guard unsafe unlink(path) == 0 else { throw .system(path: path, call: "unlink", code: errno) }
        }
        let listener = try open(path)
        do {
            // WHY: before the name exists, so that no moment is open to others: the name takes the socket's mode.
            try require(fchmod(listener, 0o600), "fchmod", path)
            try require(unsafe withAddress(path) { unsafe bind(listener, $0, $1) }, "bind", path)
            try require(Glibc.listen(listener, 4), "listen", path)
            if let group {
                try require(unsafe lchown(path, uid_t.max, group), "chown", path)
                try require(unsafe chmod(path, 0o660), "chmod", path)
            }
            return listener
        } catch {
            close(listener)
            throw error
        }
    }

    /// Connects to whoever listens; never waits.
    static func connect(to path: String) throws(SignerSocketProblem) -> Int32 {
        let socket = try open(path)
        do {
            try require(unsafe withAddress(path) { unsafe Glibc.connect(socket, $0, $1) }, "connect", path)
            return socket
        } catch {
            close(socket)
            throw error
        }
    }

    /// Whether the other side is our own user or, where a group was given, one of its members.
    static func isWelcome(_ socket: Int32, group: gid_t?) -> Bool {
        // WHY: `struct ucred` of socket(7), process, user and group, which Glibc's module leaves out.
        var peer = [UInt32](repeating: .max, count: 3)
        var length = socklen_t(12)
        guard unsafe getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0, length == 12 else {
            return false
        }
        if peer[1] == geteuid() { return true }
        guard let group else { return false }
        if peer[2] == group { return true }
        let peerGroups: Int32 = 59  // SO_PEERGROUPS of socket(7)
        var groups = [gid_t](repeating: .max, count: 1_024)
        length = socklen_t(groups.count * 4)
        guard unsafe getsockopt(socket, SOL_SOCKET, peerGroups, &groups, &length) == 0 else { return false }
        return groups.prefix(Int(length) / 4).contains(group)
    }

    /// The number of a group by its name or as a number.
    static func group(_ name: String) throws(SignerSocketProblem) -> gid_t {
        if let number = gid_t(name) { return number }
        guard let entry = unsafe getgrnam(name) else { throw .group(name) }
        return unsafe entry.pointee.gr_gid
    }

    private static func open(_ path: String) throws(SignerSocketProblem) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(AF_UNIX, type, 0)
        guard socket >= 0 else { throw .system(path: path, call: "socket", code: errno) }
        return socket
    }

    private static func require(_ code: Int32, _ call: String, _ path: String) throws(SignerSocketProblem) {
        guard code == 0 else { throw .system(path: path, call: call, code: errno) }
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SignerSocketProblem) -> Int32 {
        let bytes = Array(path.utf8)
        guard bytes.count <= pathBytesMax else {
            throw .pathTooLong(path: path, max: pathBytesMax, found: bytes.count)
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}
