import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Sodium
import Testing

@testable import Gateway

/// What a demo bench's audit is asked, and by whom.
struct AuditBench {
    let bench: DemoBench
    let desk: AuditDesk

    init() throws {
        bench = try DemoBench()
        desk = try bench.root.auditDesk(clock: SystemClock())
    }

    static func caller(
        _ role: RoleID, _ subject: PrincipalID, tenant: TenantID = "default", actor: PrincipalID? = nil,
        organisation: OrganisationID = "larkfield"
    ) -> Caller {
        Caller(
            tenant: tenant, subject: subject, actor: actor, client: "tests", organisation: organisation,
            role: role)
    }

    static let officer = caller("compliance", "compliance-1")

    func ask(_ question: AuditQuestion, as caller: Caller = officer) async -> (
        status: Int, document: JSONValue, answer: AuditAnswer
    ) {
        let answer = await desk.answer(question, caller: caller, trace: String(repeating: "c", count: 32))
        return (answer.answer.status, (try? JSONValue(json: answer.answer.bytes)) ?? .null, answer)
    }

    func filter(_ parameters: (String, String)...) throws -> LeafFilter {
        try LeafFilter(parameters: parameters.map { (name: $0.0, value: $0.1) })
    }

    /// The leaves of a type in the ledger itself, opened.
    func leaves(_ type: LeafType) async throws -> [StoredLeaf] {
        try await bench.root.ledger.leaves(
            of: "default", matching: LeafQuery(types: [type]), limit: 1_000, isOpened: true
        ).leaves
    }

    /// What the last read of the audit committed to.
    func lastRead() async throws -> [String: JSONValue] {
        let last = try #require(try await leaves(.auditRead).last)
        guard case .opened(let openings, _) = last.openings else { return [:] }
        return Dictionary(uniqueKeysWithValues: openings.map { ($0.name, $0.value) })
    }

    /// The lines of the report to somebody outside compliance.
    func reported() throws -> [JSONValue] {
        let path = try #require(bench.configuration.audit).reportFile
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try JSONValue(json: Array($0.utf8)) }
    }

    var key: VerifierKey {
        get throws {
            let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
            return try GatewayRoot.verifierKey(bench.configuration, tenant: "default", year: year)
        }
    }
}
