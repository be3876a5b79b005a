import Conversations
import Hummingbird

/// `/health/live`, `/health/ready` and `/metrics`: for machines that watch, without a token and without detail.
struct HealthRoutes: Sendable {
    private let readiness: any ReadinessProbe
    private let drain: DrainGate
    private let metrics: RequestMetrics

    init(_ services: DoorServices) {
        readiness = services.readiness
        drain = services.drain
        metrics = services.metrics
    }

    func add(to router: Router<GatewayContext>) {
        router.on(.live) { _, _ in json(["live": true], status: .ok) }
        router.on(.ready) { _, _ in await ready() }
        router.on(.metrics) { _, _ in
            Response(
                contentType: "text/plain; version=0.0.4; charset=utf-8", bytes: Array(metrics.text().utf8))
        }
    }

    private func ready() async -> Response {
        let states = await readiness.readiness()
        let parts = ReadinessPart.allCases.map { ($0, states[$0] ?? .failed) }
        let isReady = !drain.isDraining && parts.allSatisfy { [.ready, .behind].contains($0.1) }
        let list = parts.map { part, state in
            JSONValue.object(["part": .string(part.rawValue), "state": .string(state.rawValue)])
        }
        return json(
            ["draining": .bool(drain.isDraining), "parts": .array(list), "ready": .bool(isReady)],
            status: isReady ? .ok : .serviceUnavailable)
    }

    private func json(_ document: JSONValue, status: HTTPResponse.Status) -> Response {
        Response(status: status, contentType: "application/json", bytes: Array(document.text().utf8))
    }
}
