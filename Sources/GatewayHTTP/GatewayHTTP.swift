// The HTTP door. Read this file first, then:
//
// - `Passage/`  what every request passes on its way in and out, in the order of `passage(_:)` below
// - `Routes/`   one file a family of paths; `DoorRoute` lists them all
// - `Tokens/`   who asks: bearer tokens signed with Ed25519, their verifier and their minter
//
// The door decides nothing about customers. It finds out who asks, reads the body within bounds, hands both to the
// injected `SummaryService` and sends the answer's bytes untouched.

import Conversations
public import Hummingbird
import HummingbirdCore
import NIOCore

/// Builds the gateway's HTTP server.
///
/// HTTP/1.1 only: over HTTP/2 requests in flight are lost at shutdown. On graceful shutdown the server stops accepting,
/// answers what is in flight and closes; ``DrainService`` turns readiness red before that.
///
/// - Parameters:
///   - configuration: address and bounds.
///   - services: what the routes need from outside.
///   - onListening: told the port once the server listens, for port 0.
/// - Returns: a service for the composition root's group, and what tests drive with `app.test(.router)`.
public func gatewayApplication(
    configuration: DoorConfiguration, services: DoorServices,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        router: gatewayRouter(configuration: configuration, services: services),
        server: .http1(configuration: channelConfiguration(configuration)),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port),
            availableConnectionsDelegate: .maximum(
                configuration.connectionsMax, logger: services.logger)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? configuration.port) },
        logger: services.logger)
}

/// The way of a request, outermost first:
///
/// 1. `RequestJournal`: trace id, one log line, metrics, the headers that every response carries
/// 2. `UnreadBody`: a body that nobody read is skipped within bounds, or the connection closes
/// 3. `ProblemMapping`: every error becomes a problem; unknown paths and wrong methods are told apart
/// 4. `ExactPath`: a path has one spelling
/// 5. `Admission` (not for health and metrics): how many requests are answered at once
/// 6. `Authentication` (under `/v1`, and for entry bundles): before a byte of the body is read
/// 7. `CallerRate` (under `/v1`): one bucket a caller
/// 8. the route
private func gatewayRouter(
    configuration: DoorConfiguration, services: DoorServices
) -> Router<GatewayContext> {
    let reader = BodyReader(configuration)
    let body = JSONBody(configuration, reader: reader)
    let router = Router(context: GatewayContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestJournal(metrics: services.metrics, entropy: services.entropy))
    router.add(middleware: UnreadBody(reader))
    router.add(middleware: ProblemMapping())
    router.add(middleware: ExactPath())
    HealthRoutes(services).add(to: router)

    let admitted = router.group().add(middleware: Admission(requestsMax: configuration.requestsAtOnceMax))
    OpenAPIRoute().add(to: admitted)
    PublicLogRoutes(services.publicLog).add(to: admitted)
    StampRoutes(services.publicLog).add(to: admitted)

    let authenticated = admitted.group()
        .add(middleware: Authentication(verifier: services.verifier))
        .add(middleware: CallerRate(configuration.rate, clock: services.clock))
    SummaryRoute(
        configuration, body: body, service: services.summaries, explanations: services.explanations
    ).add(to: authenticated)
    AuditRoutes(services.audit, verifier: services.verifier).add(to: authenticated)
    if let timelines = services.timelines { TimelineRoute(timelines).add(to: authenticated) }
    if let customers = services.customers {
        CustomersRoutes(body: body, service: customers).add(to: authenticated)
    }
    if let access = services.access {
        AccessRoutes(body: body, service: access).add(to: authenticated)
    }
    if let reviews = services.reviews {
        ReviewRoutes(body: body, service: reviews).add(to: authenticated)
    }
    return router
}

private func channelConfiguration(_ configuration: DoorConfiguration) -> HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
        idleTimeout: .seconds(Int64(configuration.idleSeconds)),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: configuration.headerBytesMax,
            maxHeaderListSize: configuration.headerBytesMax,
            maxHeaderFieldCount: configuration.headersMax))
}
