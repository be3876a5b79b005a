import AccessGrants
import Conversations
import Testing

@Suite("Steps of an access case")
struct StepTests {
    @Test("a request is approved by another person of an approving role, and then it can be used")
    func approved() throws {
        let granted = try Invented.open()
            .stepped(.approve(by: Invented.senior, minutes: 15), at: Invented.minutes(2))
        #expect(granted.grant(at: Invented.minutes(16.9)) != nil)
        let used = try granted.stepped(.use(Invented.use()), at: Invented.minutes(3))
        #expect(used.grant(at: Invented.minutes(4))?.uses == 1)
    }

    @Test(
        "nobody decides on their own request, in whatever role, and no machine decides",
        arguments: [
            (Invented.agent, AccessRefusal.ownRequest), (Invented.agentActingSenior, .ownRequest),
            (Invented.seniorsMachine, .notApprover), (Invented.dialler, .notApprover),
        ])
    func approvers(_ party: AccessParty, _ expected: AccessRefusal) {
        let asked = Invented.open()
        #expect(asked.refusal(.approve(by: party, minutes: 5), at: Invented.minutes(1)) == expected)
        #expect(asked.refusal(.refuse(by: party), at: Invented.minutes(1)) == expected)
    }

    @Test("whoever a machine asked for does not approve it, nor does whoever goes by the machine's name")
    func machines() {
        let party = AccessParty(
            subject: "ana", actor: "sam", client: "desk", organisation: "house", role: "agent")
        let asked = Invented.open(by: party)
        #expect(
            asked.refusal(.approve(by: Invented.senior, minutes: 5), at: Invented.minutes(1)) == .ownRequest)
        #expect(asked.refusal(.approve(by: Invented.lead, minutes: 5), at: Invented.minutes(1)) == nil)
    }

    @Test("a grant lasts no more minutes than the policy allows", arguments: [0, -1, 31])
    func minutes(_ minutes: Int) {
        let step = AccessStep.approve(by: Invented.senior, minutes: minutes)
        #expect(Invented.open().refusal(step, at: Invented.minutes(1)) == .minutesOutOfRange)
    }

    @Test("a grant of thirty minutes holds a millisecond before its end and not at its end")
    func edge() throws {
        let granted = try Invented.open()
            .stepped(.approve(by: Invented.senior, minutes: 30), at: Invented.start)
        let end = Invented.minutes(30)
        #expect(granted.refusal(.use(Invented.use()), at: end.adding(milliseconds: -1)) == nil)
        #expect(granted.refusal(.use(Invented.use()), at: end) == .expired)
        #expect(granted.refusal(.expire, at: end.adding(milliseconds: -1)) == .notDue)
        #expect(granted.refusal(.expire, at: end) == nil)
    }

    @Test("a grant is bound to caller, role, client, customer, conversation and purpose")
    func bound() throws {
        let granted = try Invented.open()
            .stepped(.approve(by: Invented.senior, minutes: 30), at: Invented.start)
        let others = [
            Invented.use(by: Invented.senior), Invented.use(by: Invented.agentActingSenior),
            Invented.use(
                by: AccessParty(subject: "ana", client: "other", organisation: "house", role: "agent")),
            Invented.use(
                by: AccessParty(
                    subject: "ana", actor: "bot", client: "desk", organisation: "house", role: "agent")),
            Invented.use(conversation: ConversationID(source: "tickets", id: "T-2")),
            Invented.use(customer: Invented.other), Invented.use(purpose: "handle_complaint"),
        ]
        for use in others {
            #expect(granted.refusal(.use(use), at: Invented.minutes(1)) == .notBound)
        }
    }

    @Test("a grant that was taken back holds no longer, at once")
    func revoked() throws {
        let granted = try Invented.open()
            .stepped(.approve(by: Invented.senior, minutes: 30), at: Invented.start)
        #expect(granted.refusal(.revoke(by: Invented.dialler), at: Invented.minutes(1)) == .notApprover)
        for party in [Invented.agent, Invented.senior, Invented.lead] {
            let ended = try granted.stepped(.revoke(by: party), at: Invented.minutes(1))
            #expect(ended.refusal(.use(Invented.use()), at: Invented.minutes(1)) == .notGranted)
        }
    }

    @Test("a request is decided once, and not after it lapsed")
    func once() throws {
        let asked = Invented.open()
        let refused = try asked.stepped(.refuse(by: Invented.senior), at: Invented.minutes(1))
        #expect(
            refused.refusal(.approve(by: Invented.lead, minutes: 5), at: Invented.minutes(2)) == .notPending)
        #expect(
            asked.refusal(.approve(by: Invented.lead, minutes: 5), at: Invented.minutes(240)) == .lapsed)
        let lapsed = try asked.stepped(.lapse, at: Invented.minutes(240))
        #expect(lapsed.state == .unanswered(at: Invented.minutes(240)))
    }

    @Test("the delegate is paged once, when the target is missed and not before")
    func escalation() throws {
        let asked = Invented.open()
        #expect(asked.stepDue(at: Invented.minutes(14)) == nil)
        #expect(asked.stepDue(at: Invented.minutes(15)) == .escalate)
        let paged = try asked.stepped(.escalate, at: Invented.minutes(15))
        #expect(paged.stepDue(at: Invented.minutes(16)) == nil)
        #expect(paged.stepDue(at: Invented.minutes(240)) == .lapse)
    }

    @Test("a delegate decides once the target was missed, and not before")
    func delegate() throws {
        let step = AccessStep.approve(by: Invented.delegate, minutes: 5)
        #expect(Invented.open().refusal(step, at: Invented.minutes(16)) == .notApprover)
        let paged = try Invented.open().stepped(.escalate, at: Invented.minutes(15))
        #expect(paged.refusal(step, at: Invented.minutes(16)) == nil)
    }

    @Test("what a rule approves beforehand holds at once, bound to the conversation like any other")
    func preapproved() {
        let granted = Invented.open(isPreapproved: true)
        #expect(granted.refusal(.use(Invented.use()), at: Invented.minutes(1)) == nil)
        #expect(granted.refusal(.use(Invented.use()), at: Invented.minutes(30)) == .expired)
        let elsewhere = Invented.use(conversation: ConversationID(source: "tickets", id: "T-2"))
        #expect(granted.refusal(.use(elsewhere), at: Invented.minutes(1)) == .notBound)
    }

    @Test("a contact handle works once, and never for whoever was given it")
    func contact() throws {
        let handle = Invented.open(.contact)
        #expect(handle.refusal(.use(Invented.use()), at: Invented.minutes(1)) == .notBound)
        let dialled = try handle.stepped(.use(Invented.use(by: Invented.dialler)), at: Invented.minutes(1))
        #expect(
            dialled.refusal(.use(Invented.use(by: Invented.dialler)), at: Invented.minutes(2)) == .usedUp)
    }

    @Test("a broken glass holds at once, ends, and is reviewed once by somebody else")
    func brokenGlass() throws {
        let broken = Invented.open(.breakGlass)
        #expect(broken.refusal(.use(Invented.use()), at: Invented.minutes(1)) == nil)
        let justified = AccessStep.review(by: Invented.senior, isJustified: true)
        #expect(broken.refusal(justified, at: Invented.minutes(1)) == .notReviewable)
        let ended = try broken.stepped(.expire, at: Invented.minutes(30))
        #expect(ended.isOpen)
        #expect(
            ended.refusal(
                .review(by: Invented.agentActingSenior, isJustified: true), at: Invented.minutes(31))
                == .ownRequest)
        let reviewed = try ended.stepped(justified, at: Invented.minutes(31))
        #expect(!reviewed.isOpen)
        #expect(reviewed.refusal(justified, at: Invented.minutes(32)) == .notReviewable)
    }

    @Test("a clock that goes back makes no grant last longer, and far enough back it ends the grant")
    func clock() throws {
        let granted = try Invented.open()
            .stepped(.approve(by: Invented.senior, minutes: 15), at: Invented.start)
        let used = try granted.stepped(.use(Invented.use()), at: Invented.minutes(14.99))
        let justBehind = Invented.minutes(14.9)
        #expect(used.refusal(.use(Invented.use()), at: justBehind) == nil)
        #expect(used.refusal(.use(Invented.use()), at: Invented.minutes(10)) == .clockSetBack)
        #expect(used.stepDue(at: Invented.minutes(10)) == .expire)
        let ended = try used.stepped(.expire, at: Invented.minutes(10))
        guard case .ended(_, .clockSetBack, _, _) = ended.state else {
            Issue.record("expected the grant to end with the clock, found \(ended.state)")
            return
        }
        #expect(ended.refusal(.use(Invented.use()), at: Invented.minutes(14.99)) == .notGranted)
        #expect(granted.seen(Invented.minutes(15)).refusal(.use(Invented.use()), at: justBehind) == .expired)
    }
}
