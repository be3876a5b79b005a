/// Which tile of a log's tree (C2SP tlog-tiles).
public struct PublicTile: Hashable, Sendable {
    /// The level, 0 (leaf hashes) to 63.
    public let level: Int
    /// The position within the level.
    public let index: Int
    /// How many hashes it holds, 1 to 256; 256 is a full tile.
    public let width: Int

    /// Reads `<L>/<N>[.p/<W>]` with `N` in groups of three digits, for example `0/x001/234.p/7`.
    ///
    /// Gives `nil` for any other spelling of a tile, so that each has one path, and for entry bundles.
    ///
    /// - Parameter path: what follows `tile/`.
    public init?(path: String) {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...8).contains(segments.count), let level = Int(segments.removeFirst()),
            (0...63).contains(level)
        else { return nil }
        var width = 256
        if segments.count >= 2, segments[segments.count - 2].hasSuffix(".p") {
            guard let partial = Int(segments.removeLast()), (1...255).contains(partial) else { return nil }
            width = partial
            segments.append(String(segments.removeLast().dropLast(2)))
        }
        let digits = segments.map { $0.hasPrefix("x") ? String($0.dropFirst()) : $0 }
        guard let index = Int(digits.joined()), index >= 0 else { return nil }
        self.level = level
        self.index = index
        self.width = width
        guard self.path == path else { return nil }
    }

    /// The one spelling of its path behind `tile/`.
    public var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.count) + digits
            groups.insert(groups.isEmpty ? padded : "x" + padded, at: 0)
            rest /= 1000
        } while rest > 0
        let suffix = width == 256 ? "" : ".p/\(width)"
        return "\(level)/\(groups.joined(separator: "/"))\(suffix)"
    }
}
