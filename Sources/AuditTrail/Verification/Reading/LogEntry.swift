import Conversations

/// One thing that lies in the folder of a log.
public struct LogEntry: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
        /// A plain file.
        case file
        /// A folder that holds nothing.
        case emptyFolder
        /// A folder deeper than any of a log; it was not entered.
        case deepFolder
        /// A link, pipe, socket or device: nothing that a log has.
        case special
        /// A folder that cannot be read.
        case closedFolder
    }

    /// Its place below the log, in printable characters: what a name has of others is escaped, so that it
    /// can neither be mistaken for a file of a log nor reach a terminal.
    public let path: String
    /// What it is.
    public let kind: Kind

    /// Joins a place and what is there.
    public init(path: String, kind: Kind = .file) {
        self.init(path: path.utf8, kind: kind)
    }

    /// Joins the bytes of a place, whatever they are, and what is there.
    init(path: some Sequence<UInt8>, kind: Kind) {
        self.path = Self.printable(path)
        self.kind = kind
    }

    /// Escapes everything but printable ASCII, and the backslash that does it.
    private static func printable(_ path: some Sequence<UInt8>) -> String {
        let backslash = UInt8(ascii: "\\")
        let bytes = path.flatMap { byte in
            (0x20...0x7E).contains(byte) && byte != backslash
                ? [byte] : [backslash, UInt8(ascii: "x")] + Array(hex([byte]).utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
