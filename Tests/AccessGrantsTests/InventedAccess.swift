import AccessGrants
import Conversations
import GatewayTestSupport

/// Invented people and cases.
enum Invented {
    static let tenant: TenantID = "default"
    static let customer = CustomerID(
        ULID(at: Timestamp(milliseconds: 1_000), entropy: .init(repeating: 1, count: 10)))
    static let other = CustomerID(
        ULID(at: Timestamp(milliseconds: 2_000), entropy: .init(repeating: 2, count: 10)))
    static let conversation = ConversationID(source: "tickets", id: "T-1")
    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    static let agent = AccessParty(
        subject: "ana", client: "desk", organisation: "house", role: "agent")
    static let senior = AccessParty(
        subject: "sam", client: "desk", organisation: "house", role: "senior_agent")
    static let lead = AccessParty(
        subject: "lea", client: "desk", organisation: "house", role: "senior_agent")
    static let agentActingSenior = AccessParty(
        subject: "ana", client: "desk", organisation: "house", role: "senior_agent")
    static let seniorsMachine = AccessParty(
        subject: "sam", actor: "bot", client: "desk", organisation: "house", role: "senior_agent")
    static let dialler = AccessParty(
        subject: "dialler", client: "dialler", organisation: "house", role: "automation")
    static let delegate = AccessParty(
        subject: "del", client: "desk", organisation: "house", role: "lead")
    static let everybody = [agent, senior, lead, delegate, agentActingSenior, seniorsMachine, dialler]

    static func use(
        by party: AccessParty = agent, conversation: ConversationID = conversation,
        customer: CustomerID = customer, purpose: PurposeID = "resolve_billing"
    ) -> AccessUse {
        AccessUse(
            by: party, tenant: tenant, customer: customer, conversation: conversation, purpose: purpose)
    }

    static func terms(_ kind: AccessKind = .elevation, isPreapproved: Bool = false) -> AccessTerms {
        AccessTerms(
            kind: kind, rule: "ELEVATE-REFUND", minutesMax: 30, approvers: ["senior_agent"],
            delegates: ["lead"], isPreapproved: isPreapproved)
    }

    static func open(
        _ kind: AccessKind = .elevation, by party: AccessParty = agent, isPreapproved: Bool = false,
        number: UInt8 = 7, at now: Timestamp = start
    ) -> AccessCase {
        AccessIntake.open(
            terms(kind, isPreapproved: isPreapproved), for: use(by: party), fields: ["payment.iban"],
            id: AccessCaseID(ULID(at: now, entropy: .init(repeating: number, count: 10))), at: now,
            times: AccessTimes())
    }

    static func minutes(_ count: Double) -> Timestamp {
        start.adding(milliseconds: Int64(count * 60_000))
    }
}

extension AccessCase {
    /// The refusal of a step, `nil` when it is taken.
    func refusal(_ step: AccessStep, at now: Timestamp) -> AccessRefusal? {
        do {
            _ = try stepped(step, at: now)
            return nil
        } catch {
            return error
        }
    }
}
