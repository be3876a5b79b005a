import Conversations

extension TokenVerifier {
    /// Reads the claims of a token whose signature fits. Claims that nobody here knows are ignored (RFC 7519).
    func caller(claims: JSONValue, at now: Timestamp) throws(TokenRefusal) -> Caller {
        guard let issuer = claims["iss"]?.string else { throw .claims }
        guard issuer == rules.issuer else { throw .issuer }
        guard let audiences = Self.audiences(claims["aud"]) else { throw .claims }
        guard audiences.contains(rules.audience) else { throw .audience }
        try checkTimes(of: claims, at: now)
        _ = try Self.name(claims, "jti") as PrincipalID
        let (actor, actorRole) = try Self.actor(claims["act"])
        return Caller(
            tenant: try Self.name(claims, "tenant"), subject: try Self.name(claims, "sub"), actor: actor,
            client: try Self.name(claims, "client_id"), organisation: try Self.name(claims, "org"),
            role: try Self.name(claims, "role"), actorRole: actorRole,
            region: claims["region"] == nil ? nil : try Self.name(claims, "region"),
            issuedAt: try Self.moment(claims, "iat"))
    }

    private func checkTimes(of claims: JSONValue, at now: Timestamp) throws(TokenRefusal) {
        let expiry = try Self.moment(claims, "exp")
        let start = try Self.moment(claims, "nbf")
        let issued = try Self.moment(claims, "iat")
        let leeway = Int64(rules.leewaySeconds) * 1000
        guard expiry > max(issued, start),
            expiry.milliseconds - issued.milliseconds <= Int64(rules.lifetimeSecondsMax) * 1000
        else { throw .lifetime }
        guard now < expiry.adding(milliseconds: leeway) else { throw .expired }
        guard max(start, issued) <= now.adding(milliseconds: leeway) else { throw .early }
    }

    /// A name of 1 to 256 bytes; the same bounds as everywhere in the gateway.
    private static func name<Kind: IdentifierKind>(
        _ claims: JSONValue, _ claim: String
    ) throws(TokenRefusal) -> Identifier<Kind> {
        guard let text = claims[claim]?.string, let name = try? Identifier<Kind>(text) else { throw .claims }
        return name
    }

    /// Whole seconds since 1970; fractions are refused, and so are years beyond 9999.
    private static func moment(_ claims: JSONValue, _ claim: String) throws(TokenRefusal) -> Timestamp {
        guard let seconds = claims[claim]?.int, (0...253_402_300_799).contains(seconds) else {
            throw .claims
        }
        return Timestamp(milliseconds: seconds * 1000)
    }

    /// One audience or a list of up to eight.
    private static func audiences(_ value: JSONValue?) -> [String]? {
        if let single = value?.string { return [single] }
        guard let items = value?.array, (1...8).contains(items.count) else { return nil }
        let names = items.compactMap(\.string)
        return names.count == items.count ? names : nil
    }

    /// The machine that acts (RFC 8693 section 4.1); earlier actors in the chain are not considered.
    private static func actor(_ value: JSONValue?) throws(TokenRefusal) -> (PrincipalID?, RoleID?) {
        guard let value else { return (nil, nil) }
        guard value.object != nil else { throw .claims }
        return (try name(value, "sub"), value["role"] == nil ? nil : try name(value, "role"))
    }
}
