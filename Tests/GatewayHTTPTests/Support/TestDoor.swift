import Conversations
import GatewayHTTP
import GatewayTestSupport
import Hummingbird
import HummingbirdTesting
import NIOCore

/// A door with an invented desk behind it, and the tokens for it.
struct TestDoor: Sendable {
    let clock = ManualClock(Timestamp(milliseconds: 1_772_000_000_000))
    let desk = InventedDesk()
    let lines = CollectedLines()
    let metrics = RequestMetrics()
    let drain = DrainGate()
    let minter: TokenMinter
    let stranger: TokenMinter
    let verifier: TokenVerifier

    init() async throws {
        minter = try await TokenMinter(seed: [UInt8](repeating: 7, count: 32), keyID: "2026-a")
        stranger = try await TokenMinter(seed: [UInt8](repeating: 9, count: 32), keyID: "2026-a")
        verifier = try await TokenVerifier(
            keys: [minter.publicKey],
            rules: TokenRules(issuer: "https://login.example", audience: "throughline"), clock: clock)
    }

    func application(
        rate: CallerRateLimit? = nil, requestsAtOnceMax: Int = 64, bodySeconds: Int = 10,
        requestSeconds: Int = 10, readiness: InventedReadiness = InventedReadiness(),
        log: InventedLog = InventedLog(), audit: any AuditService = ClosedAudit(),
        desks: HeardDesks? = nil, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let configuration = try DoorConfiguration(
            port: 0, bodySeconds: bodySeconds, requestSeconds: requestSeconds,
            requestsAtOnceMax: requestsAtOnceMax, rate: rate)
        return gatewayApplication(
            configuration: configuration,
            services: DoorServices(
                summaries: desk, verifier: verifier, readiness: readiness, publicLog: log,
                audit: audit, drain: drain,
                metrics: metrics, clock: clock, entropy: { [UInt8](repeating: 0x5A, count: $0) },
                logger: lines.logger, customers: desks, timelines: desk, access: desks, reviews: desks),
            onListening: onListening)
    }

    /// The claims of a good token for an agent.
    func claims(subject: PrincipalID = "staff-17") -> JSONValue {
        TokenClaims(
            issuer: "https://login.example", audience: "throughline",
            caller: Caller(
                tenant: "default", subject: subject, client: "desk-app", organisation: "in-house",
                role: "agent"),
            issuedAt: clock.now(), lifetimeSeconds: 600, id: "token-1"
        ).json
    }

    /// A token with the header of good ones and any payload.
    func token(_ payload: JSONValue) throws -> String {
        try minter.mint(header: ["alg": "EdDSA", "kid": "2026-a", "typ": "at+jwt"], payload: payload)
    }

    func token() throws -> String { try token(claims()) }

    /// The headers of a good request.
    func headers(_ token: String? = nil) throws -> HTTPFields {
        [.authorization: "Bearer \(try token ?? self.token())", .contentType: "application/json"]
    }
}

/// A request's body for an invented customer.
func asking(_ email: String) -> ByteBuffer {
    ByteBuffer(string: #"{"customer":{"email":"\#(email)"},"purpose":"reply_to_customer"}"#)
}

extension TestResponse {
    var json: JSONValue? { try? JSONValue(json: Array(body.readableBytesView)) }
    var code: String? { json?["code"]?.string }
}

extension JSONValue {
    /// The same object with a member replaced, or removed for `nil`.
    func with(_ member: String, _ value: JSONValue?) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[member] = value
        return .object(members)
    }
}
