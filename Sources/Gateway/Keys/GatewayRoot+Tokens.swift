import Conversations
import FieldPolicy
import Foundation
import GatewayHTTP
import RuleFiles
import Sodium

/// Whose tokens count: in production those of the identity provider alone, in demo mode also the gateway's own.
extension GatewayRoot {
    /// The keys that may sign tokens.
    ///
    /// INVARIANT: in production no private key of this machine makes a caller, so whoever runs the gateway is nobody to it.
    /// - Throws: ``RuleFileProblem`` when production names no keys or the file holds none; ``KeyFileProblem`` when the
    ///   demo's own key cannot be read.
    static func tokenKeys(_ configuration: GatewayConfiguration) async throws -> [TokenPublicKey] {
        let provided = try configuration.tokens.keysPath.map(providedKeys) ?? []
        guard configuration.mode == .demo else {
            guard !provided.isEmpty else {
                throw RuleFileProblem(
                    file: "configuration", line: 0,
                    message:
                        "production mode demands tokens.keys: a file with your identity provider's public keys, "
                        + "a JWK Set")
            }
            return provided
        }
        return provided + [try await tokenMinter(configuration).publicKey]
    }

    static func tokenMinter(_ configuration: GatewayConfiguration) async throws -> TokenMinter {
        let key = try GatewayKeys.File.token.file(in: configuration.keys).read()
        let digester = SodiumDigester()
        return try await TokenMinter(seed: key.copiedBytes(), digester: digester)
    }

    /// Whether a caller's organisation may send somebody in the caller's role: roles of the house are for the house.
    ///
    /// WHY not the policy's matter: which organisation is the house differs from one installation to the next.
    static func mayHaveRole(
        _ caller: Caller, house: Set<OrganisationID>?, policy: CompiledPolicy
    ) -> Bool {
        guard let house, let role = policy.role(caller.role), !role.isOutside else { return true }
        return house.contains(caller.organisation)
    }

    /// What `throughline doctor` says of tokens.
    static func lookAtTokens(_ configuration: GatewayConfiguration) async throws -> String {
        let keys = try await tokenKeys(configuration)
        guard configuration.mode != .production || configuration.tokens.house != nil else {
            throw RuleFileProblem(
                file: "configuration", line: 0,
                message:
                    "tokens: expected house, a list of the organisations whose people may have roles of the "
                    + "house, found none")
        }
        let whose = configuration.tokens.keysPath == nil ? "the gateway's own key" : "\(keys.count) keys"
        return
            "tokens of \(configuration.tokens.issuer) for \(configuration.tokens.audience), signed by \(whose)"
    }

    private static func providedKeys(_ path: String) throws -> [TokenPublicKey] {
        let file = URL(fileURLWithPath: path).lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RuleFileProblem(file: file, line: 0, message: "expected a JWK Set, found no readable file")
        }
        do { return try TokenKeySet(json: Array(data), digester: SodiumDigester()).keys } catch {
            throw RuleFileProblem(file: file, line: 0, message: error.description)
        }
    }
}
