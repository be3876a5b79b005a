import Briefing
import Hummingbird

/// Knows a path by its one spelling: with a doubled slash or one at the end it is another path, which nobody answers.
///
/// WHY: a proxy in front that keeps `/metrics` for the house must not be passed by `//metrics`.
struct ExactPath: RouterMiddleware {
    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        let path = request.uri.path
        guard !path.contains("//"), path == "/" || !path.hasSuffix("/") else {
            throw DoorRefusal(Problem(.notFound))
        }
        return try await next(request, context)
    }
}
