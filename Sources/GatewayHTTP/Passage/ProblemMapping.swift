import Briefing
import Hummingbird

/// Makes a problem of every error, so that no client ever sees a library's words or a stack.
struct ProblemMapping: RouterMiddleware {
    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as DoorRefusal {
            return response(to: refusal, context)
        } catch let error as any HTTPResponseError where error.status == .notFound {
            return unmatched(request, context)
        } catch {
            // WHY: an error's words may hold what a client or a store wrote; the name of its type cannot.
            let type = String(reflecting: type(of: error))
            return response(to: DoorRefusal(Problem(.unavailable), cause: type), context)
        }
    }

    private func response(to refusal: DoorRefusal, _ context: GatewayContext) -> Response {
        context.notes.note(code: refusal.problem.code)
        if let cause = refusal.cause { context.notes.note(cause: cause) }
        return Response(Answer(refusal.problem), headers: refusal.headers)
    }

    /// The router knows no such path and method: 404, 405 with `Allow`, or 204 for `OPTIONS`.
    private func unmatched(_ request: Request, _ context: GatewayContext) -> Response {
        guard let route = DoorRoute.allCases.first(where: { $0.matches(request.uri.path) }) else {
            return response(to: DoorRefusal(Problem(.notFound)), context)
        }
        context.coreContext.endpointPath.value = route.rawValue
        let headers: HTTPFields = [.allow: route.allow]
        if request.method == .options {
            var response = Response(status: .noContent, headers: headers)
            // RFC 9110 section 8.6: a 204 has no Content-Length.
            response.headers[.contentLength] = nil
            return response
        }
        return response(to: DoorRefusal(Problem(.methodNotAllowed), headers: headers), context)
    }
}
