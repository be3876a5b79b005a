public import Hummingbird
import HummingbirdCore
import NIOCore

/// Where a witness listens and how much it takes.
public struct WitnessListening: Hashable, Sendable {
    /// A name or address of this machine.
    public let host: String
    /// 0 to 65,535; 0 takes a free one.
    public let port: Int
    /// How long a body may take to arrive, in seconds.
    public let bodySeconds: Int
    /// How many connections are open at once; further ones wait in the kernel.
    public let connectionsMax: Int

    /// Joins address and bounds.
    public init(host: String, port: Int, bodySeconds: Int = 10, connectionsMax: Int = 256) {
        self.host = host
        self.port = port
        self.bodySeconds = bodySeconds
        self.connectionsMax = connectionsMax
    }
}

/// Builds a witness's HTTP server: `POST /add-checkpoint` and `GET /<hex SHA-256 of the origin>/checkpoint`.
///
/// - Parameters:
///   - witness: what answers.
///   - listening: address and bounds.
///   - onListening: told the port once the server listens, for port 0.
/// - Returns: a service to run, and what tests drive.
public func witnessApplication(
    _ witness: CosigningWitness, listening: WitnessListening,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    WitnessRoutes(witness: witness, bodySeconds: listening.bodySeconds).add(to: router)
    let channel = HTTP1Channel.Configuration(
        idleTimeout: .seconds(60),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))
    return Application(
        router: router, server: .http1(configuration: channel),
        configuration: ApplicationConfiguration(
            address: .hostname(listening.host, port: listening.port),
            availableConnectionsDelegate: .maximum(listening.connectionsMax, logger: witness.logger)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? listening.port) },
        logger: witness.logger)
}
