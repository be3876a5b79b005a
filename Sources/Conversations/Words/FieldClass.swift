/// What kind of data a value is, as a dotted path in the policy's tree: `contact.phone` lies under `contact`.
///
/// The tree itself is data (`redaction-rules/`); code names no class.
public struct FieldClass: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The path, for example `payment.card`.
    public let path: String

    /// Accepts lower-case letters, digits and underscores in parts joined by dots, at most 64 bytes.
    public init?(_ path: String) {
        guard path.utf8.count <= 64 else { return nil }
        let parts = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isWellFormed = parts.allSatisfy { part in
            part.first.map { (0x61...0x7A).contains($0) } == true
                && part.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        }
        guard isWellFormed else { return nil }
        self.path = path
    }

    /// The class one level up, `nil` at the top.
    public var parent: FieldClass? {
        path.lastIndex(of: ".").flatMap { FieldClass(String(path[..<$0])) }
    }

    /// Whether this class is the other or lies anywhere under it.
    public func isWithin(_ other: FieldClass) -> Bool {
        let (own, others) = (path.utf8, other.path.utf8)
        guard own.count > others.count else { return path == other.path }
        // WHY: nearly all classes that are asked about part here, before any of their letters is looked at.
        let end = own.index(own.startIndex, offsetBy: others.count)
        return own[end] == UInt8(ascii: ".") && own.starts(with: others)
    }

    /// The path.
    public var description: String { path }

    /// Orders by path.
    public static func < (left: Self, right: Self) -> Bool { left.path < right.path }
}

extension FieldClass: ExpressibleByStringLiteral {
    /// Accepts a literal that the programmer vouches for.
    public init(stringLiteral value: StaticString) {
        guard let known = FieldClass("\(value)") else {
            preconditionFailure("a literal field class must be a dotted path of lower-case words")
        }
        self = known
    }
}
