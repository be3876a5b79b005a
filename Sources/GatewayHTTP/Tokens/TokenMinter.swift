public import Conversations
import Foundation
import JWTKit

/// What a token says.
public struct TokenClaims: Hashable, Sendable {
    /// Who issues it.
    public let issuer: String
    /// For whom it is.
    public let audience: String
    /// Who will ask.
    public let caller: Caller
    /// From when it counts.
    public let issuedAt: Timestamp
    /// How long it counts, in seconds.
    public let lifetimeSeconds: Int
    /// Its own id.
    public let id: String

    /// Joins the claims; `lifetimeSeconds` is at least 1.
    public init(
        issuer: String, audience: String, caller: Caller, issuedAt: Timestamp, lifetimeSeconds: Int,
        id: String
    ) {
        self.issuer = issuer
        self.audience = audience
        self.caller = caller
        self.issuedAt = issuedAt
        self.lifetimeSeconds = lifetimeSeconds
        self.id = id
    }

    /// The payload; members that the caller does not have are left out.
    public var json: JSONValue {
        let seconds = issuedAt.milliseconds / 1000
        var members: [String: JSONValue] = [
            "iss": .string(issuer), "aud": .string(audience), "jti": .string(id),
            "sub": .string(caller.subject.text), "client_id": .string(caller.client.text),
            "tenant": .string(caller.tenant.text), "org": .string(caller.organisation.text),
            "role": .string(caller.role.text), "iat": .int(seconds), "nbf": .int(seconds),
            "exp": .int(seconds + Int64(lifetimeSeconds)),
        ]
        members["region"] = caller.region.map { .string($0.text) }
        if let actor = caller.actor {
            var act: [String: JSONValue] = ["sub": .string(actor.text)]
            act["role"] = caller.actorRole.map { .string($0.text) }
            members["act"] = .object(act)
        }
        return .object(members)
    }
}

/// Signs tokens, for `throughline token` and the demo.
public struct TokenMinter: Sendable {
    private let algorithm: any JWTAlgorithm

    /// The half of the key that verifies.
    public let publicKey: TokenPublicKey

    /// Takes a key under a name.
    ///
    /// - Parameters:
    ///   - seed: the Ed25519 seed (RFC 8032), 32 bytes; not the log key's.
    ///   - keyID: the `kid` of its tokens.
    /// - Throws: ``TokenKeyProblem`` when they cannot be used.
    public init(seed: [UInt8], keyID: String) async throws(TokenKeyProblem) {
        try await self.init(seed: seed) { _ in keyID }
    }

    /// Takes a key and names it by its thumbprint.
    ///
    /// - Parameters:
    ///   - seed: the Ed25519 seed (RFC 8032), 32 bytes; not the log key's.
    ///   - digester: gives SHA-256.
    /// - Throws: ``TokenKeyProblem`` when they cannot be used.
    public init(seed: [UInt8], digester: some Digester) async throws(TokenKeyProblem) {
        try await self.init(seed: seed) { TokenPublicKey.thumbprint(of: $0, digester: digester) }
    }

    private init(seed: [UInt8], name: ([UInt8]) -> String) async throws(TokenKeyProblem) {
        guard seed.count == 32 else { throw .byteCount(seed.count) }
        let publicBytes: [UInt8]
        do {
            let key = try EdDSA.PrivateKey(d: Base64URL.encode(seed), curve: .ed25519)
            publicBytes = Array(key.publicKey.rawRepresentation)
            let keys = JWTKeyCollection()
            await keys.add(eddsa: key, kid: "signer")
            algorithm = try await keys.getKey(for: "signer")
        } catch {
            throw .refused
        }
        publicKey = try TokenPublicKey(id: name(publicBytes), bytes: publicBytes)
    }

    /// Signs claims. Same claims, same token: Ed25519 is deterministic.
    ///
    /// - Throws: ``TokenKeyProblem/refused`` when the library cannot sign.
    public func mint(_ claims: TokenClaims) throws(TokenKeyProblem) -> String {
        try mint(
            header: ["alg": "EdDSA", "kid": .string(publicKey.id), "typ": "at+jwt"], payload: claims.json)
    }

    /// Signs any header and payload, so that tests can say what the verifier must refuse.
    package func mint(header: JSONValue, payload: JSONValue) throws(TokenKeyProblem) -> String {
        let signed = [header, payload].map { Base64URL.encode($0.text().utf8) }.joined(separator: ".")
        do {
            return "\(signed).\(Base64URL.encode(try algorithm.sign(Array(signed.utf8))))"
        } catch {
            throw .refused
        }
    }
}
