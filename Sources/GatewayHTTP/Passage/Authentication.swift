import Briefing
import Conversations
import Hummingbird

/// Lets nobody pass whose token does not verify; before a byte of the body is read.
///
/// Every cause gets the same body (RFC 6750 section 3 for the header); the word for the cause goes to the log line.
struct Authentication: RouterMiddleware {
    let verifier: TokenVerifier

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        var context = context
        do {
            context.caller = try verifier.caller(of: Self.token(request.headers[values: .authorization]))
        } catch {
            throw DoorRefusal(
                Problem(.unauthenticated), headers: Self.challenge(isTokenSent: !error.isMissing),
                cause: error.rawValue)
        }
        return try await next(request, context)
    }

    /// What a 401 says of how to sign in (RFC 6750 section 3).
    static func challenge(isTokenSent: Bool) -> HTTPFields {
        [.wwwAuthenticate: "Bearer realm=\"throughline\"\(isTokenSent ? ", error=\"invalid_token\"" : "")"]
    }

    /// The token of the one `Authorization: Bearer` header (RFC 6750 section 2.1); queries and bodies are never read.
    static func token(_ values: [String]) throws(TokenRefusal) -> String {
        guard values.count <= 1 else { throw .several }
        guard let value = values.first else { throw .missing }
        guard let space = value.firstIndex(of: " "), value[..<space].lowercased() == "bearer" else {
            throw .missing
        }
        let token = value[space...].drop { $0 == " " }
        guard !token.isEmpty else { throw .missing }
        return String(token)
    }
}
