/// What a kind of identifier is called in messages.
public protocol IdentifierKind: Sendable {
    /// The kind in the trade's words, lower case, as error messages name it.
    static var noun: String { get }
}

/// A name that one kind of thing goes by; two kinds never compare.
///
/// Holds 1 to 256 UTF-8 bytes without control characters, so that it can stand in a leaf, a log line and a URL path
/// segment after percent-encoding. Order is by UTF-8 bytes, the order of canonical JSON.
public struct Identifier<Kind: IdentifierKind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The characters of the name, exactly as given.
    public let text: String

    /// Accepts a name of 1 to 256 UTF-8 bytes without control characters.
    ///
    /// - Parameter text: the name, byte-exact; nothing is trimmed or folded.
    /// - Throws: ``InvalidIdentifier`` naming the kind and what was found.
    public init(_ text: String) throws(InvalidIdentifier) {
        let byteCount = text.utf8.count
        guard (1...256).contains(byteCount) else {
            throw InvalidIdentifier(noun: Kind.noun, problem: .length(byteCount))
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw InvalidIdentifier(noun: Kind.noun, problem: .controlCharacter)
        }
        self.text = text
    }

    /// The name itself.
    public var description: String { text }

    /// Byte-exact: two spellings of one character are two names.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Hashes the UTF-8 bytes, as equality compares them.
    public func hash(into hasher: inout Hasher) {
        unsafe text.utf8.span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }

    /// Orders by UTF-8 bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension Identifier: ExpressibleByStringLiteral {
    /// Accepts a literal that the programmer vouches for.
    public init(stringLiteral value: StaticString) {
        do {
            self = try Identifier("\(value)")
        } catch {
            preconditionFailure("a literal identifier must hold 1 to 256 bytes without control characters")
        }
    }
}

/// A text that cannot be an identifier.
public struct InvalidIdentifier: Error, Equatable, CustomStringConvertible {
    /// What is wrong with the text.
    public enum Problem: Equatable, Sendable {
        /// The number of UTF-8 bytes found, outside 1 to 256.
        case length(Int)
        /// A control character was found.
        case controlCharacter
    }

    /// The kind of identifier that was expected.
    public let noun: String
    /// What was found instead.
    public let problem: Problem

    /// Names the kind, what was expected and what was found; never the text itself.
    public var description: String {
        switch problem {
        case .length(let byteCount): "\(noun) must hold 1 to 256 bytes, found \(byteCount)"
        case .controlCharacter: "\(noun) must hold no control character, found one"
        }
    }
}
