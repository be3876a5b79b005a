import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import Logging

/// Answers questions to the audit log: for compliance alone, within its own tenant, and never unrecorded.
///
/// The order is fixed: read, append an `audit_read` leaf, tell somebody outside compliance, answer. What fails on the way
/// leaves no answer.
struct AuditDesk: AuditService {
    let tenants: [TenantID]
    let logHost: String
    let rulebooks: RulebookStore
    let ledger: SQLiteLedger
    let digester: any Digester
    let clock: any WallClock
    let entropy: @Sendable (Int) -> [UInt8]
    /// Where reads are reported; `nil` in a demo that reports to nobody.
    let reports: LineFile?
    /// How many delivered bodies one person may be given in a day (UTC).
    let bodiesPerDayMax: Int
    let turns: BodyTurns
    /// What outsiders are shown: a proof leads to a checkpoint that witnesses cosigned, once it covers the leaf.
    var publicLog: any PublicLog
    let logger: Logger

    /// The role that reads the log.
    static let compliance: RoleID = "compliance"
    /// The roles that may vouch as a second person.
    static let secondRoles: [RoleID] = ["compliance", "reviewer"]
    /// The purpose that leaves of reads name.
    static let purpose: PurposeID = "audit_disclosure"
    /// The most bytes of one page and of one export.
    static let pageBytesMax = 4 << 20
    static let exportBytesMax = 12 << 20

    func answer(_ question: AuditQuestion, caller: Caller, trace: String) async -> AuditAnswer {
        guard tenants.contains(caller.tenant) else { return AuditAnswer(Answer(Problem(.unauthenticated))) }
        let reader = AuditReader(caller: caller, trace: trace)
        do {
            return try await answer(question, reader)
        } catch let failure as AuditFailure {
            return await refused(failure, reader)
        } catch {
            logger.error("no answer", metadata: ["code": "audit_unavailable", "trace": .string(trace)])
            return AuditAnswer(Answer(Problem(.auditUnavailable)))
        }
    }

    private func answer(_ question: AuditQuestion, _ reader: AuditReader) async throws -> AuditAnswer {
        if case .proof(let id) = question { return try await proof(id, reader) }
        guard reader.isCompliance else { throw AuditFailure.notCompliance }
        switch question {
        case .leaves(let filter, let page): return try await leaves(filter, page, reader)
        case .export(let filter, let format, let page): return try await export(filter, format, page, reader)
        case .leaf(let id, let isOpened): return try await leaf(id, isOpened: isOpened, reader)
        case .entries(let tile, let tenant, let year):
            guard tenant == reader.caller.tenant else { throw AuditFailure.notCompliance }
            return try await entries(tile, year: year, reader)
        case .body(let id, let reference, let second):
            return try await body(id, reference, second, reader)
        case .proof(let id): return try await proof(id, reader)
        }
    }

    /// A refusal with its leaf, where refusals of its kind leave one.
    private func refused(_ failure: AuditFailure, _ reader: AuditReader) async -> AuditAnswer {
        let problem = failure.problem
        let isBound = if case .dailyBound = failure { true } else { false }
        // WHY once a day: that somebody wants more bodies than one may have is worth a leaf, and a leaf for each further try
        // would let them fill the log.
        let isRecorded =
            isBound ? turns.takeRefusal(of: reader.caller, at: clock.now()) : problem.code.isRecorded
        guard isRecorded else { return AuditAnswer(Answer(problem)) }
        do { return try await record(refusal: problem, reader) } catch {
            if isBound { turns.giveBackRefusal(of: reader.caller) }
            logger.error(
                "no answer", metadata: ["code": "audit_unavailable", "trace": .string(reader.trace)])
            return AuditAnswer(Answer(Problem(.auditUnavailable)))
        }
    }
}

/// Who asks the audit log.
struct AuditReader: Sendable {
    let caller: Caller
    let trace: String

    /// WHY no machine: a person answers for reading; a machine that acts for one is refused like any other role.
    var isCompliance: Bool { caller.role == AuditDesk.compliance && caller.actor == nil }

    /// Who it is, for a leaf.
    var identity: JSONValue { Self.identity(of: caller) }

    static func identity(of caller: Caller) -> JSONValue {
        [
            "subject": .string(caller.subject.text), "actor": JSONValue(caller.actor?.text),
            "client": .string(caller.client.text), "organisation": .string(caller.organisation.text),
            "role": .string(caller.role.text), "actor_role": JSONValue(caller.actorRole?.text),
            "region": JSONValue(caller.region?.text),
        ]
    }
}

/// Why a question to the audit log gets no answer.
enum AuditFailure: Error, Equatable {
    /// Another role, or another tenant's log.
    case notCompliance
    /// No such leaf in the caller's log.
    case noLeaf
    /// No body is kept, or its key was destroyed.
    case noBody
    /// The second token is the same person's, another tenant's, or of another role.
    case noSecondPerson
    /// A cursor that no answer gave.
    case badCursor
    /// The person was given as many bodies today as one may be.
    case dailyBound(Int)
    /// The part of the log is not there.
    case noFile

    var problem: Problem {
        switch self {
        case .notCompliance:
            Problem(
                .purposeNotAllowed,
                detail: "the audit is read by a person of role compliance, within their own tenant")
        case .noLeaf: Problem(.leafNotFound)
        case .noBody: Problem(.bodyNotKept, detail: "none was sealed, or its key was destroyed")
        case .noSecondPerson:
            Problem(
                .secondPersonRequired,
                detail: "expected another subject of the same tenant, of role compliance or reviewer")
        case .badCursor: Problem(.malformedRequest, detail: "after: expected a cursor that an answer gave")
        case .dailyBound(let most):
            Problem(.tooManyRequests, detail: "one person is given at most \(most) bodies a day (UTC)")
        case .noFile: Problem(.notFound)
        }
    }
}
