import Conversations
import ReviewQueue

/// Invented people and cases of a queue.
enum Invented {
    static let tenant: TenantID = "default"
    static let customer = CustomerID(
        ULID(at: Timestamp(milliseconds: 1_000), entropy: .init(repeating: 1, count: 10)))
    static let conversation = ConversationID(source: "tickets", id: "T-1")
    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    static func party(
        _ subject: PrincipalID, _ role: RoleID = "reviewer", actor: PrincipalID? = nil,
        organisation: OrganisationID = "house"
    ) -> AccessParty {
        AccessParty(subject: subject, actor: actor, client: "desk", organisation: organisation, role: role)
    }

    static func reviewer(
        _ subject: PrincipalID, isSenior: Bool = false, isInvolved: Bool = false
    ) -> CaseReviewer {
        CaseReviewer(
            party: party(subject), isReviewer: true, isSenior: isSenior, isOutside: false,
            isInvolved: isInvolved)
    }

    static let rosa = reviewer("rosa")
    static let raj = reviewer("raj")
    static let senior = reviewer("sofia", isSenior: true)
    static let involved = reviewer("ines", isInvolved: true)
    static let agentAsReviewer = reviewer("ana")
    static let vendorAsReviewer = CaseReviewer(
        party: party("vic", organisation: "partner"), isReviewer: true, isSenior: true, isOutside: true,
        isInvolved: false)
    static let machine = CaseReviewer(
        party: party("rosa", actor: "bot"), isReviewer: true, isSenior: true, isOutside: false,
        isInvolved: false)
    static let agent = CaseReviewer(
        party: party("otto", "agent"), isReviewer: false, isSenior: false, isOutside: false,
        isInvolved: false)
    static let everybody = [
        rosa, raj, senior, involved, agentAsReviewer, vendorAsReviewer, machine, agent,
    ]

    static func request(
        _ subject: PrincipalID = "ana", _ role: RoleID = "agent", isExternal: Bool = false,
        purpose: PurposeID = "resolve_billing"
    ) -> HeldRequest {
        HeldRequest(
            requester: party(subject, role, organisation: isExternal ? "partner" : "house"), actorRole: nil,
            region: nil, purpose: purpose, namesConversation: true, budget: "", isExternal: isExternal,
            askers: [subject])
    }

    static func open(
        _ concerns: [CaseConcern] = [CaseConcern(category: "billing", severity: 2)],
        isDecisive: Bool = false, requests: [HeldRequest] = [request()], excluded: [PrincipalID] = [],
        assignee: PrincipalID? = nil, token: ReviewCaseToken = "case-1", at now: Timestamp = start
    ) -> CaseLife {
        CaseLife(
            ReviewCase(
                token: token, tenant: tenant, customer: customer, conversation: conversation,
                concerns: concerns, openedAt: now,
                start: CaseStart(
                    requests: requests, isDecisive: isDecisive, rules: ["billing.en.refused"],
                    channel: "email", acknowledgeBy: now.adding(milliseconds: 60 * 60_000),
                    decideBy: now.adding(milliseconds: 240 * 60_000),
                    regulatory: [RegulatoryDue(rule: "DISP", at: now.adding(milliseconds: 1_000_000))],
                    assignee: assignee, excluded: excluded)))
    }

    static let record = RecordReference(source: "tickets", id: "m1", version: "1")
    static let lines = [
        LineReference(record: record, range: 0..<10), LineReference(record: record, range: 11..<20),
    ]

    static func sight(_ view: ViewKey = "view-1", request: Int = 0, severity: Int? = nil) -> CaseSight {
        CaseSight(
            request: request, view: view, content: "content-1",
            watermark: Watermark(at: start, record: record),
            concerns: severity.map { [CaseConcern(category: "safety", severity: $0)] } ?? [], lines: lines)
    }

    static func decision(_ verdict: CaseVerdict, view: ViewKey = "view-1", words: Int = 40) -> CaseDecision {
        CaseDecision(
            verdict: verdict, view: view, reason: "facts_clear", wordsCount: words,
            rules: ["billing.en.refused": false])
    }

    static func minutes(_ count: Double) -> Timestamp { start.adding(milliseconds: Int64(count * 60_000)) }
}

extension CaseLife {
    /// The refusal of a step, `nil` when it is taken.
    func refusal(_ step: CaseStep, at now: Timestamp = Invented.start, isStopped: Bool = false)
        -> CaseRefusal?
    {
        do {
            _ = try stepped(step, at: now, isStopped: isStopped)
            return nil
        } catch {
            return error
        }
    }

    /// Claimed and looked at by somebody.
    func held(
        by reviewer: CaseReviewer = Invented.rosa, lease: CaseLeaseToken = "lease-1",
        _ sight: CaseSight = Invented.sight(), at now: Timestamp = Invented.start
    ) throws -> CaseLife {
        try stepped(.claim(by: reviewer, lease: lease, minutes: 15), at: now)
            .stepped(.look(by: reviewer, lease: lease, sight), at: now)
    }

    func decided(
        _ verdict: CaseVerdict, by reviewer: CaseReviewer = Invented.rosa, lease: CaseLeaseToken = "lease-1",
        at now: Timestamp = Invented.start
    ) throws -> CaseLife {
        try stepped(.decide(by: reviewer, lease: lease, Invented.decision(verdict)), at: now)
    }
}
