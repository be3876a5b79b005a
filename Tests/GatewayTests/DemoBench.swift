import AuditTrail
import Briefing
import Conversations
import Foundation
import Ledger
import Logging
import Sodium
import Synchronization

@testable import Gateway

/// A whole gateway on the demo's stores in a folder of its own, without a socket.
final class DemoBench: Sendable {
    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    let folder: DemoFolder
    let configuration: GatewayConfiguration
    let root: GatewayRoot
    let journal = Journal()

    init(
        rules: String? = nil, prepare: (DemoFolder) throws -> Void = { _ in }
    ) throws {
        folder = try Self.makeFolder(rules: rules)
        try prepare(folder)
        configuration = try GatewayConfiguration(path: folder.configurationPath)
        let journal = journal
        root = try GatewayRoot(
            configuration, logger: Logger(label: "test") { _ in CollectingHandler(journal: journal) },
            load: ShippedRules.load)
    }

    static func makeFolder(rules: String? = nil) throws -> DemoFolder {
        let path = FileManager.default.temporaryDirectory.path + "/throughline-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try DemoFolder(
            at: path, material: checkout + "/demo", rules: rules ?? checkout + "/redaction-rules")
    }

    deinit {
        root.ledger.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    func ask(
        _ email: String, role: RoleID, subject: PrincipalID, organisation: OrganisationID = "larkfield",
        purpose: PurposeID, conversation: String? = nil, acknowledge: String? = nil,
        tenant: TenantID = "default",
        region: RegionID? = nil
    ) async throws -> (status: Int, document: JSONValue, text: String) {
        let request = SummaryRequest(
            customer: .person(.email(email)), purpose: purpose,
            conversation: conversation.flatMap { ConversationID($0) },
            acknowledge: try acknowledge.map { try ReviewCaseToken($0) })
        let caller = Caller(
            tenant: tenant, subject: subject, client: "tests", organisation: organisation, role: role,
            region: region)
        let answer = await root.summaries.summary(
            request, caller: caller, trace: String(repeating: "b", count: 32))
        return (
            answer.status, try JSONValue(json: answer.bytes), String(decoding: answer.bytes, as: UTF8.self)
        )
    }

    func asAgent(
        _ email: String, purpose: PurposeID, conversation: String? = nil, acknowledge: String? = nil
    ) async throws -> (status: Int, document: JSONValue, text: String) {
        try await ask(
            email, role: "agent", subject: "agent-1", purpose: purpose, conversation: conversation,
            acknowledge: acknowledge)
    }

    func asVendor(
        _ email: String, purpose: PurposeID, conversation: String? = nil
    ) async throws -> (status: Int, document: JSONValue, text: String) {
        try await ask(
            email, role: "vendor_agent", subject: "vendor-1", organisation: "brightline", purpose: purpose,
            conversation: conversation)
    }

    /// Exports the log and verifies it with the verifier's own rooms.
    func verifyLog() async throws -> VerificationReport {
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let directory = folder.path + "/log-\(UUID().uuidString)"
        _ = try await GatewayRoot.export(root.ledger, tenant: "default", year: year, to: directory)
        let key = try GatewayRoot.verifierKey(configuration, tenant: "default", year: year)
        return await LogVerifier(key: key, digester: SodiumDigester(), signatures: SodiumVerifier())
            .verify(DirectoryLogReader(directory: directory))
    }
}

/// Every log line of a bench.
final class Journal: Sendable {
    // Guarded by the mutex.
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
}

struct CollectingHandler: LogHandler {
    let journal: Journal
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        journal.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
}
