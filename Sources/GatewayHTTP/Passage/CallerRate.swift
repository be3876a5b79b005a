import Briefing
import Conversations
import Hummingbird
import Synchronization

/// Bounds how often one caller asks.
final class CallerRate: RouterMiddleware {
    private struct Key: Hashable {
        let tenant: TenantID
        let client: PrincipalID
        let subject: PrincipalID
        let actor: PrincipalID?
    }

    // Guarded by the mutex; `nil` when there is no bound.
    private let buckets: Mutex<TokenBuckets<Key>?>
    private let clock: any WallClock

    init(_ limit: CallerRateLimit?, clock: any WallClock) {
        buckets = Mutex(limit.map { TokenBuckets(perMinute: $0.perMinute, burst: $0.burst) })
        self.clock = clock
    }

    func handle(
        _ request: Request, context: GatewayContext, next: NextPart
    ) async throws -> Response {
        guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        let key = Key(
            tenant: caller.tenant, client: caller.client, subject: caller.subject, actor: caller.actor)
        let now = clock.now()
        if let seconds = buckets.withLock({ $0?.take(key, at: now) }) ?? nil {
            throw DoorRefusal(
                Problem(.tooManyRequests, detail: "this caller asks too often, wait \(seconds) s"),
                headers: [.retryAfter: String(seconds)], cause: "rate")
        }
        return try await next(request, context)
    }
}
