public import Conversations
import Foundation
import JWTKit

/// What a token must say to be accepted here.
public struct TokenRules: Hashable, Sendable {
    /// The only `iss`.
    public let issuer: String
    /// What `aud` must name.
    public let audience: String
    /// The longest time from `iat` to `exp`, in seconds.
    public let lifetimeSecondsMax: Int
    /// How far clocks may differ, in seconds.
    public let leewaySeconds: Int

    /// The longest token, in bytes.
    public static let tokenBytesMax = 8 << 10

    /// Joins the rules.
    ///
    /// - Parameters:
    ///   - issuer: the only `iss`, not empty.
    ///   - audience: what `aud` must name, not empty.
    ///   - lifetimeSecondsMax: 1 to 86,400.
    ///   - leewaySeconds: 0 to 60.
    /// - Throws: ``DoorConfigurationProblem`` for a number outside its range.
    public init(
        issuer: String, audience: String, lifetimeSecondsMax: Int = 3600, leewaySeconds: Int = 30
    ) throws(DoorConfigurationProblem) {
        self.issuer = issuer
        self.audience = audience
        self.lifetimeSecondsMax = try bounded("lifetimeSecondsMax", lifetimeSecondsMax, 1...86_400)
        self.leewaySeconds = try bounded("leewaySeconds", leewaySeconds, 0...60)
        _ = try bounded("issuer.bytes", issuer.utf8.count, 1...1024)
        _ = try bounded("audience.bytes", audience.utf8.count, 1...1024)
    }
}

/// Reads bearer tokens: JWTs (RFC 7519) signed with Ed25519 (RFC 8037), by the rules of RFC 8725 and RFC 9068.
///
/// The algorithm is decided here and not by the token: `EdDSA`, spelled so, and nothing else. A `kid` is looked up in
/// the given keys and nowhere else. Nothing of the payload is believed before the signature fits.
public struct TokenVerifier: Sendable {
    private let algorithms: [String: any JWTAlgorithm]
    private let clock: any WallClock
    private let admits: @Sendable (Caller) -> Bool
    let rules: TokenRules

    /// Takes the keys that may sign tokens.
    ///
    /// - Parameters:
    ///   - keys: each `kid` once; without any, every token is refused.
    ///   - rules: what tokens must say.
    ///   - clock: tells what has expired.
    ///   - admits: whether people of a caller's organisation may have the caller's role.
    /// - Throws: ``TokenKeyProblem`` when a key cannot be used.
    public init(
        keys: [TokenPublicKey], rules: TokenRules, clock: any WallClock,
        admits: @escaping @Sendable (Caller) -> Bool = { _ in true }
    ) async throws(TokenKeyProblem) {
        var algorithms: [String: any JWTAlgorithm] = [:]
        for key in keys {
            guard algorithms[key.id] == nil else { throw .keyID }
            algorithms[key.id] = try await Self.algorithm(of: key)
        }
        self.algorithms = algorithms
        self.rules = rules
        self.clock = clock
        self.admits = admits
    }

    /// Finds out who asks.
    ///
    /// - Parameter token: the compact form, as sent.
    /// - Returns: the caller that the token speaks for.
    /// - Throws: ``TokenRefusal``, the first that applies.
    public func caller(of token: String) throws(TokenRefusal) -> Caller {
        guard token.utf8.count <= TokenRules.tokenBytesMax else { throw .tooLarge }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.object(parts[0]), let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        let algorithm = try algorithm(for: header)
        guard signature.count == 64,
            let fits = try? algorithm.verify(signature, signs: Array("\(parts[0]).\(parts[1])".utf8)), fits
        else { throw .signature }
        guard let payload = Self.object(parts[1]) else { throw .malformed }
        let caller = try caller(claims: payload, at: clock.now())
        guard admits(caller) else { throw .organisation }
        return caller
    }

    private func algorithm(for header: JSONValue) throws(TokenRefusal) -> any JWTAlgorithm {
        guard header["alg"]?.string == "EdDSA", header["crit"] == nil else { throw .algorithm }
        if let type = header["typ"] {
            let accepted = ["jwt", "at+jwt", "application/at+jwt"]
            guard let name = type.string?.lowercased(), accepted.contains(name) else { throw .type }
        }
        guard let id = header["kid"]?.string, let algorithm = algorithms[id] else { throw .key }
        return algorithm
    }

    private static func object(_ part: String) -> JSONValue? {
        guard let bytes = Base64URL.decode(part), let value = try? JSONValue(json: bytes, depthMax: 8),
            value.object != nil
        else { return nil }
        return value
    }

    private static func algorithm(
        of key: TokenPublicKey
    ) async throws(TokenKeyProblem) -> any JWTAlgorithm {
        do {
            // WHY: the collection is asked by a known id only; for an unknown one it would fall back to a default key.
            let keys = JWTKeyCollection()
            let id = JWKIdentifier(string: key.id)
            await keys.add(
                eddsa: try EdDSA.PublicKey(x: Base64URL.encode(key.bytes), curve: .ed25519), kid: id)
            return try await keys.getKey(for: id)
        } catch {
            throw .refused
        }
    }
}
