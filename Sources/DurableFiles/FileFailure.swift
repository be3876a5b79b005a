import Glibc

/// What the system refused to do with a file: its path, the call and the error number.
public struct FileFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file or folder.
    public let path: String
    /// The system call, such as `fsync`.
    public let call: String
    /// The error number, `errno`.
    public let code: Int32

    /// Takes what was refused; the error number is the one that the system left last.
    public init(path: String, call: String) {
        self.init(path: path, call: call, code: errno)
    }

    /// Takes what was refused and the error number.
    public init(path: String, call: String, code: Int32) {
        self.path = path
        self.call = call
        self.code = code
    }

    /// What the system says of the error, in lower case: “no space left on device”.
    public var reason: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text).lowercased()
    }

    /// Names the file, the call and the reason.
    public var description: String { "\(path): \(call) failed: \(reason)" }
}
