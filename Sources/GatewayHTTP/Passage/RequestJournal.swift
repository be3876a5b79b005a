import Briefing
import Conversations
import Hummingbird
import Logging

/// Writes one line and counts once for each request, and gives every response the headers that it must carry.
///
/// INVARIANT: nothing that a client wrote reaches a line or a label: the path is its template, the method is one of a
/// list, the trace id is hexadecimal, and everything else is a number or a word of ours.
struct RequestJournal: RouterMiddleware {
    let metrics: RequestMetrics
    let entropy: @Sendable (Int) -> [UInt8]

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        var context = context
        context.trace =
            TraceContext.traceID(request.headers[values: Self.traceparent]) ?? hex(entropy(16))
        // WHY: a duration is measured on the clock that nobody sets.
        let start = ContinuousClock.now
        metrics.begin()
        defer { metrics.end() }
        var response = try await next(request, context)
        response.headers[Self.traceparent] = "00-\(context.trace)-\(hex(entropy(8)))-00"
        response.headers[.xContentTypeOptions] = "nosniff"
        note(request, response, context, took: ContinuousClock.now - start)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func note(
        _ request: Request, _ response: Response, _ context: GatewayContext, took: Duration
    ) {
        let notes = context.notes.content
        let status = response.status.code
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        let route = context.endpointPath.flatMap(DoorRoute.init(rawValue:))?.rawValue ?? "unmatched"
        metrics.count(
            RequestMetrics.Kind(
                route: route, status: status,
                outcome: route == DoorRoute.summaries.rawValue ? Self.outcome(of: status) : "none",
                code: notes.code?.rawValue ?? "none"),
            seconds: seconds)
        if let cause = notes.cause, notes.code == .unauthenticated { metrics.countUnauthenticated(cause) }
        var line: Logger.Metadata = [
            "method": "\(Self.methods.contains(request.method) ? request.method.rawValue : "other")",
            "route": "\(route)", "status": "\(status)", "trace": "\(context.trace)",
            "ms": "\((seconds * 1000).rounded())",
        ]
        line["code"] = notes.code.map { "\($0.rawValue)" }
        line["cause"] = notes.cause.map { "\($0)" }
        context.logger.log(level: status >= 500 ? .warning : .info, "request", metadata: line)
    }

    /// The outcome of a summary in the words of answers.
    private static func outcome(of status: Int) -> String {
        switch status {
        case 200: "view"
        case 202: "hold"
        case 400...: "refusal"
        default: "none"
        }
    }

    private static let traceparent = HeaderName("traceparent") ?? .traceFallback
    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}

extension HeaderName {
    /// Never used: `traceparent` is a valid name. It spares a force unwrap.
    fileprivate static var traceFallback: HeaderName { .via }
}
