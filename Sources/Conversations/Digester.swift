/// The hashes that the core needs; libsodium's behind the shell's `Sodium`.
public protocol Digester: Sendable {
    /// SHA-256 (FIPS 180-4): 32 bytes.
    func sha256(_ bytes: [UInt8]) -> [UInt8]
    /// HMAC-SHA-256 (RFC 2104): 32 bytes.
    func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8]
}

extension Digester {
    /// HKDF-SHA-256 (RFC 5869): extract with an empty salt, expand with a label.
    ///
    /// - Parameters:
    ///   - seed: the input key material.
    ///   - label: the `info`, distinct for each use.
    ///   - byteCount: 1 to 8,160.
    /// - Returns: that many bytes.
    public func derive(from seed: [UInt8], label: String, byteCount: Int) -> [UInt8] {
        precondition((1...8160).contains(byteCount), "HKDF-SHA-256 gives 1 to 8,160 bytes")
        let pseudorandomKey = hmacSHA256(key: [UInt8](repeating: 0, count: 32), seed)
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 0
        while output.count < byteCount {
            counter += 1
            block = hmacSHA256(key: pseudorandomKey, block + Array(label.utf8) + [counter])
            output += block
        }
        return Array(output.prefix(byteCount))
    }
}

/// Makes readable tokens that are equal for equal values within a scope and unlinkable outside it.
public protocol Pseudonymiser: Sendable {
    /// A token of upper-case letters and digits.
    ///
    /// - Parameters:
    ///   - value: the normalised value.
    ///   - fieldClass: its class; the same value under two classes has two tokens.
    ///   - scope: what separates unlinkable worlds, for example tenant and organisation, in a fixed order.
    /// - Returns: 8 characters of Crockford base 32.
    func token(for value: String, fieldClass: FieldClass, scope: [String]) -> String
}

/// What is known of telephone numbers; libphonenumber's behind the shell.
public protocol PhoneNumbers: Sendable {
    /// Reads a number as written.
    ///
    /// - Parameters:
    ///   - text: the number as written.
    ///   - region: ISO 3166-1 alpha-2 of the reader, for numbers without a country code.
    /// - Returns: the number in E.164, with `;ext=` when it has an extension; `nil` when it cannot be one.
    func e164(_ text: String, region: RegionID?) -> String?
}

/// Tells the time; the core itself takes `now` as an argument.
public protocol WallClock: Sendable {
    /// The present moment.
    func now() -> Timestamp
}
