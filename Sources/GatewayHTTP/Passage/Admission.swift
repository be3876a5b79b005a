import Briefing
import Hummingbird
import Synchronization

/// Bounds how many requests are answered at once; one too many is told to come back, and nothing queues.
final class Admission: RouterMiddleware {
    private let requestsMax: Int
    // Guarded by the mutex: requests on their way.
    private let inFlight = Mutex(0)

    init(requestsMax: Int) {
        self.requestsMax = requestsMax
    }

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        guard enter() else {
            throw DoorRefusal(
                Problem(.tooManyRequests, detail: "the gateway answers \(requestsMax) requests at once"),
                headers: [.retryAfter: "1"], cause: "admission")
        }
        defer { leave() }
        return try await next(request, context)
    }

    private func enter() -> Bool {
        inFlight.withLock {
            guard $0 < requestsMax else { return false }
            $0 += 1
            return true
        }
    }

    private func leave() { inFlight.withLock { $0 -= 1 } }
}
