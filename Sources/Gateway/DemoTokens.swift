import Briefing
public import Conversations
import FieldPolicy
import GatewayHTTP
import Sodium

/// Makes callers' tokens with the gateway's own key; in demo mode only, because production has an identity provider.
public struct DemoTokens: Sendable {
    /// Why no token is made.
    public enum Refusal: String, Error, CustomStringConvertible, Sendable {
        /// The gateway is in production mode.
        case production =
            "tokens are made in demo mode only; in production they come from the identity provider"
        /// The role sees no customer data, or the policy does not know it.
        case role = "no tokens for this role: the policy does not know it, or it sees no customer data"

        /// The gateway serves no such tenant.
        case tenant = "no tokens for this tenant: the configuration does not name it"

        /// The reason.
        public var description: String { rawValue }
    }

    private let configuration: GatewayConfiguration
    private let load: @Sendable (GatewayConfiguration) throws -> Rulebook

    /// Refuses production.
    ///
    /// - Throws: ``Refusal/production``.
    public init(_ configuration: GatewayConfiguration) throws(Refusal) {
        try self.init(configuration) { try GatewayRoot.rulebook($0) }
    }

    /// The same with rules that need not be compiled anew for each token.
    init(
        _ configuration: GatewayConfiguration,
        load: @escaping @Sendable (GatewayConfiguration) throws -> Rulebook
    ) throws(Refusal) {
        guard configuration.mode == .demo else { throw .production }
        self.configuration = configuration
        self.load = load
    }

    /// Makes one token.
    ///
    /// - Parameters:
    ///   - caller: what the token says.
    ///   - minutes: until it expires, 1 to 60.
    /// - Returns: a JWT signed with Ed25519.
    /// - Throws: ``Refusal`` for a role without customer data; ``KeyFileProblem`` when there is no key.
    public func mint(_ caller: Caller, minutes: Int = 60) async throws -> String {
        guard configuration.tenants.contains(caller.tenant) else { throw Refusal.tenant }
        let policy = try load(configuration).policy
        for role in [caller.role, caller.actorRole].compactMap({ $0 }) {
            guard let rule = policy.role(role), rule.flagged != .refuse else { throw Refusal.role }
        }
        let minter = try await GatewayRoot.tokenMinter(configuration)
        let id = Base64URL.encode(try SodiumRandom().bytes(16))
        return try minter.mint(
            TokenClaims(
                issuer: configuration.tokens.issuer, audience: configuration.tokens.audience, caller: caller,
                issuedAt: SystemClock().now(), lifetimeSeconds: minutes * 60, id: id))
    }
}
