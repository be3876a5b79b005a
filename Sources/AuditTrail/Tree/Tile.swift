/// One file of the log as C2SP tlog-tiles lays it out: up to 256 hashes of one level, or up to 256 leaves.
public struct Tile: Hashable, Sendable {
    /// What a tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees of 256^level leaves, 0 to 7: a tree of 2^63 leaves needs no more.
        case hashes(level: Int)
        /// Leaves: an entry bundle.
        case entries
    }

    /// How many hashes or leaves a full tile holds.
    public static let widthMax = 256
    /// The highest level that a tree counted in 63 bits can have.
    public static let levelMax = 7

    /// What it holds.
    public let content: Content
    /// Counted from 0 within its level.
    public let index: Int
    /// How many hashes or leaves it holds, 1 to 256; less than 256 makes it partial.
    public let width: Int

    /// Names a tile of a level, or of entries.
    public init(_ content: Content, index: Int, width: Int = Tile.widthMax) {
        precondition(
            index >= 0 && (1...Self.widthMax).contains(width), "a tile has an index and 1 to 256 rows")
        if case .hashes(let level) = content {
            precondition((0...Self.levelMax).contains(level), "a tile's level is 0 to 7")
        }
        self.content = content
        self.index = index
        self.width = width
    }

    /// The place of the file, for example `tile/0/x001/x234/067` or `tile/entries/000.p/5`.
    public var path: String {
        let folder =
            switch content {
            case .hashes(let level): "tile/\(level)/"
            case .entries: "tile/entries/"
            }
        var groups = [Self.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + Self.threeDigits(rest % 1000))
            rest /= 1000
        }
        return folder + groups.reversed().joined(separator: "/")
            + (width < Self.widthMax ? ".p/\(width)" : "")
    }

    /// Reads the one path that a tile has; `nil` for anything else.
    public init?(path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "tile", let folder = parts.popFirst() else { return nil }
        var width = Self.widthMax
        if let previous = parts.dropLast().last, previous.hasSuffix(".p"), let last = parts.popLast() {
            guard let partial = Int(last), (1..<Self.widthMax).contains(partial) else { return nil }
            width = partial
            parts[parts.endIndex - 1] = previous.dropLast(2)
        }
        let content: Content
        if folder == "entries" {
            content = .entries
        } else {
            guard let level = Int(folder), (0...Self.levelMax).contains(level) else { return nil }
            content = .hashes(level: level)
        }
        guard (1...7).contains(parts.count) else { return nil }
        var index = 0
        for group in parts {
            let digits = group.drop { $0 == "x" }
            guard digits.utf8.count == 3, let number = Int(digits), (0...999).contains(number) else {
                return nil
            }
            guard index <= (Int.max - number) / 1000 else { return nil }
            index = index * 1000 + number
        }
        self.init(content, index: index, width: width)
        // WHY: signs, missing `x`, leading zeros and other spellings all differ from the one path of this
        // tile.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func threeDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension Tile {
    /// How many hashes or leaves a level holds for a tree of some size.
    public static func count(of content: Content, size: Int) -> Int {
        switch content {
        case .hashes(let level): size >> (8 * level)
        case .entries: size
        }
    }

    /// The tile that holds a position for a tree of some size; partial when it is the last one.
    ///
    /// - Parameters:
    ///   - content: a level, or entries.
    ///   - position: a hash or leaf of that level, counted from 0.
    ///   - size: the leaves of the tree.
    /// - Returns: `nil` when the tree has no such position.
    public static func holding(_ content: Content, position: Int, size: Int) -> Tile? {
        let count = count(of: content, size: size)
        guard (0..<count).contains(position) else { return nil }
        let index = position / widthMax
        return Tile(content, index: index, width: min(widthMax, count - index * widthMax))
    }

    /// Whether this is exactly a file of a log of some size: full, or the partial one at its end.
    public func belongs(toLogOf size: Int) -> Bool {
        let (position, hasOverflown) = index.multipliedReportingOverflow(by: Self.widthMax)
        guard !hasOverflown else { return false }
        return Self.holding(content, position: position, size: size) == self
    }

    /// How many files a log of some size has, entries included, the checkpoint and the key not.
    public static func fileCount(size: Int) -> Int {
        ([.entries] + (0...levelMax).map(Content.hashes)).reduce(0) { sum, content in
            let count = count(of: content, size: size)
            return sum + count / widthMax + (count.isMultiple(of: widthMax) ? 0 : 1)
        }
    }
}
