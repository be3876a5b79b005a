import AuditHTTP
import AuditTrail
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Sodium
import Synchronization
import Testing

/// The good sample log behind a server that can be told to misbehave.
final class PublishedLog: Sendable {
    /// What the server does instead of serving a file.
    typealias Misbehaviour = @Sendable (String, Int) async -> Response?

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "audit/samples")
    static let token = "a.good.token"

    private let name: String
    private let misbehaviour: Misbehaviour
    /// How often each path was asked for, and with which authorisation.
    private let asked = Mutex<[String: [String?]]>([:])

    init(_ name: String = "good", _ misbehaviour: @escaping Misbehaviour = { _, _ in nil }) {
        self.name = name
        self.misbehaviour = misbehaviour
    }

    static func key() throws -> VerifierKey {
        let line = try String(contentsOf: folder.appending(path: "vkey"), encoding: .utf8)
        return try #require(
            VerifierKey(line.trimmingCharacters(in: .newlines), digester: SodiumDigester()))
    }

    /// The paths that were asked for with a token.
    var authorised: [String] {
        asked.withLock { $0.filter { $0.value.contains { $0 != nil } }.keys.sorted() }
    }

    /// Runs a server on a free port and reads from it.
    func read<Result: Sendable>(
        token: String? = nil, timeoutSeconds: Int = 20,
        _ body: @Sendable @escaping (HTTPLogReader) async throws -> Result
    ) async throws -> Result {
        let router = Router()
        router.get("log/**") { request, _ in await self.answer(request) }
        return try await Application(router: router).test(.live) { server in
            let address = try LogAddress("http://127.0.0.1:\(server.port ?? 0)/log/")
            let reader = try HTTPLogReader(
                address, token: token, timeoutSeconds: timeoutSeconds, pauseMilliseconds: [1, 1])
            let result: Result
            do { result = try await body(reader) } catch {
                await reader.close()
                throw error
            }
            await reader.close()
            return result
        }
    }

    func report(token: String? = nil) async throws -> VerificationReport {
        let verifier = LogVerifier(
            key: try Self.key(), digester: SodiumDigester(), signatures: SodiumVerifier())
        return try await read(token: token) { await verifier.verify($0) }
    }

    private func answer(_ request: Request) async -> Response {
        let path = String(request.uri.path.dropFirst("/log/".count))
        let authorisation = request.headers[.authorization]
        let count = asked.withLock {
            $0[path, default: []].append(authorisation)
            return $0[path]?.count ?? 0
        }
        if let response = await misbehaviour(path, count) { return response }
        if path.hasPrefix("tile/entries"), authorisation != "Bearer \(Self.token)" {
            return Self.response(401)
        }
        let file = Self.folder.appending(path: name + "/" + path)
        guard path != "vkey", let data = try? Data(contentsOf: file) else { return Self.response(404) }
        return Self.response(200, Array(data))
    }

    static func response(_ status: Int, _ bytes: [UInt8] = []) -> Response {
        Response(status: .init(code: status), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
