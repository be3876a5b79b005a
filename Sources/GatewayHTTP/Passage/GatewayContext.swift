import Briefing
import Conversations
import Hummingbird
import NIOCore
import Synchronization

/// What one request carries from part to part.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, to close it when a client sends without end.
    let channel: any Channel
    /// What inner parts leave for outer ones.
    let notes = RequestNotes()
    /// The W3C trace id; the journal sets it before any other part runs.
    var trace = String(repeating: "0", count: 32)
    /// Who asks; authentication sets it.
    var caller: Caller?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// The rest of a request's way in, as a part of the passage is given it.
typealias NextPart = @concurrent (Request, GatewayContext) async throws -> Response

/// What became of a request's body.
enum BodyUse: Sendable {
    /// Nobody read it.
    case untouched
    /// It was read to its end.
    case read
    /// It was given up before its end, so that the connection cannot be used again.
    case abandoned
}

/// Remarks on one request for the journal; words from closed lists, never what a client wrote.
final class RequestNotes: Sendable {
    struct Content: Sendable {
        var cause: String?
        var code: ProblemCode?
        var bodyUse = BodyUse.untouched
    }

    // Guarded by the mutex.
    private let state = Mutex(Content())

    var content: Content { state.withLock { $0 } }

    func note(cause: String) { state.withLock { $0.cause = cause } }
    func note(code: ProblemCode) { state.withLock { $0.code = code } }
    func note(bodyUse: BodyUse) { state.withLock { $0.bodyUse = bodyUse } }
}
