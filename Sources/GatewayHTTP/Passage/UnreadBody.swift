import Hummingbird
import NIOCore

/// Cares for a body that nobody read, so that a refused client cannot send for ever.
///
/// The response goes out at once. What follows of the body is skipped up to a bound of bytes and time, so that most
/// clients see the response and keep their connection; beyond it the connection closes.
struct UnreadBody: RouterMiddleware {
    private let skipSeconds: Int

    /// How much of an unread body is skipped before the connection closes, in bytes.
    static let skipBytesMax = 1 << 20

    init(_ configuration: DoorConfiguration) {
        skipSeconds = configuration.bodySeconds
    }

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        var response = try await next(request, context)
        switch context.notes.content.bodyUse {
        case .read: return response
        case .untouched:
            guard request.mayHaveBody else { return response }
            let seconds = skipSeconds
            let answer = response.body
            response.body = ResponseBody(contentLength: answer.contentLength) { writer in
                try await answer.write(writer)
                let reader = BodyReader(bytesMax: 0, skipBytesMax: Self.skipBytesMax, seconds: seconds)
                guard case .tooLarge(isEnded: true) = try? await reader.read(request.body) else {
                    context.channel.close(promise: nil)
                    return
                }
            }
        case .abandoned:
            let answer = response.body
            response.headers[.connection] = "close"
            response.body = ResponseBody(contentLength: answer.contentLength) { writer in
                try await answer.write(writer)
                context.channel.close(promise: nil)
            }
        }
        return response
    }
}

extension Request {
    /// Whether the head announces a body.
    fileprivate var mayHaveBody: Bool {
        headers[.transferEncoding] != nil || headers[.contentLength].map { $0 != "0" } ?? false
    }
}
