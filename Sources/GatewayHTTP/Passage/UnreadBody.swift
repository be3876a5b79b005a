import Hummingbird
import NIOCore

/// Cares for a body that nobody read, so that a refused client cannot send for ever.
///
/// The response goes out at once. What follows of the body is skipped up to a bound of bytes and time, so that most
/// clients see the response and keep their connection; beyond it the connection closes.
struct UnreadBody: RouterMiddleware {
    private let reader: BodyReader

    init(_ reader: BodyReader) {
        self.reader = reader
    }

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        var response = try await next(request, context)
        let use = context.notes.content.bodyUse
        guard use == .abandoned || (use == .untouched && request.mayHaveBody) else { return response }
        let isHopeless = use == .abandoned || request.bodyBytes ?? 0 > reader.skipBytesMax
        if isHopeless { response.headers[.connection] = "close" }
        let answer = response.body
        response.body = ResponseBody(contentLength: answer.contentLength) { writer in
            try await answer.write(writer)
            let isAtEnd = use == .untouched ? (try? await reader.skip(request.body)) ?? false : false
            if !isAtEnd { context.channel.close(promise: nil) }
        }
        return response
    }
}

extension Request {
    /// How long the head says that the body is; `nil` when it does not say.
    var bodyBytes: Int? { headers[.contentLength].flatMap { Int($0) } }

    /// Whether the head announces a body.
    fileprivate var mayHaveBody: Bool {
        headers[.transferEncoding] != nil || (headers[.contentLength] != nil && bodyBytes != 0)
    }
}
