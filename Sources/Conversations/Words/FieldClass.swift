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
        let count = other.path.utf8.count
        guard path.utf8.starts(with: other.path.utf8) else { return false }
        return path.utf8.count == count || path.utf8.dropFirst(count).first == UInt8(ascii: ".")
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
