/// A 128-bit id that sorts by time: 48 bits of epoch milliseconds, 80 random bits, 26 Crockford base-32 characters.
///
/// Source: the ULID specification (ulid/spec), canonical string form, upper case.
public struct ULID: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Joins a moment (0 to 2^48 - 1 ms) and ten random bytes.
    ///
    /// - Parameters:
    ///   - at: the moment in the first 48 bits.
    ///   - entropy: ten bytes from a secure generator.
    public init(at: Timestamp, entropy: [UInt8]) {
        precondition(entropy.count == 10, "a ULID takes ten random bytes")
        precondition((0..<(1 << 48)).contains(at.milliseconds), "a ULID holds times from 1970 to 10889")
        high = UInt64(at.milliseconds) << 16 | UInt64(entropy[0]) << 8 | UInt64(entropy[1])
        low = entropy[2...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads the 26 characters of the canonical form; lower case and look-alikes are refused.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 26, characters[0] <= UInt8(ascii: "7") else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for character in characters {
            guard let digit = Self.alphabet.firstIndex(of: character) else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        self.high = high
        self.low = low
    }

    /// The moment in the first 48 bits.
    public var at: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

    /// The canonical 26 characters.
    public var description: String {
        var high = high
        var low = low
        var characters: [UInt8] = []
        for _ in 0..<26 {
            characters.append(Self.alphabet[Int(low & 31)])
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: characters.reversed(), as: UTF8.self)
    }

    /// Orders by time, then by the random bits.
    public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

/// Names a customer; issued by the ledger when a person is first resolved.
public struct CustomerID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The id itself.
    public let ulid: ULID

    /// Wraps an issued id.
    public init(_ ulid: ULID) { self.ulid = ulid }

    /// The canonical 26 characters.
    public var description: String { ulid.description }

    /// Orders by time of issue.
    public static func < (left: Self, right: Self) -> Bool { left.ulid < right.ulid }
}
