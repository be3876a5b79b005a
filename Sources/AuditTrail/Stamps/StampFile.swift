/// The name of one file of a stamp beside a log: `stamps/<size>.checkpoint` or `stamps/<size>.tsr`.
public struct StampFile: Hashable, Sendable, CustomStringConvertible {
    /// What the file holds; the raw value ends its name.
    public enum Content: String, Hashable, Sendable, CaseIterable {
        /// The signed checkpoint that was stamped.
        case checkpoint
        /// The authority's response (RFC 3161), DER.
        case token = "tsr"
    }

    /// The folder beside the log.
    public static let directory = "stamps"
    /// The longest token that is read, in bytes; authorities with long chains stay below a quarter of it.
    public static let tokenBytesMax = 65_536

    /// How many leaves the stamped checkpoint is over.
    public let size: Int
    /// What it holds.
    public let content: Content

    /// Names the file of a size.
    public init(size: Int, _ content: Content) {
        precondition(size >= 0, "a log has no fewer than no leaves")
        self.size = size
        self.content = content
    }

    /// Reads a path relative to the log; `nil` for any other file and for a size with leading zeros.
    public init?(path: String) {
        let prefix = Self.directory + "/"
        guard path.hasPrefix(prefix) else { return nil }
        self.init(name: String(path.dropFirst(prefix.count)))
    }

    /// Reads a name within the folder, for example `1000.tsr`.
    public init?(name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let size = Int(parts[0]), size >= 0,
            let content = Content(rawValue: String(parts[1]))
        else { return nil }
        self.init(size: size, content)
        guard self.name.utf8.elementsEqual(name.utf8) else { return nil }
    }

    /// The name within the folder.
    public var name: String { "\(size).\(content.rawValue)" }

    /// The path relative to the log.
    public var path: String { "\(Self.directory)/\(name)" }

    /// The path relative to the log.
    public var description: String { path }

    /// The longest such file, in bytes.
    public var bytesMax: Int { content == .token ? Self.tokenBytesMax : SignedNote.bytesMax }
}
