import AuditTrail
import Conversations
import FieldPolicy
import Testing

@testable import Briefing

@Suite("Checks")
struct CheckTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func check(
        _ fieldClass: FieldClass, _ value: String, purpose: PurposeID = "verify_identity",
        history: SampleHistory = SampleHistory(), tries: Int = 0, callerTries: Int = 0, role: RoleID = "agent"
    ) throws -> BriefingOutcome {
        let request = SummaryRequest(
            customer: .person(.email(history.email)), purpose: purpose, conversation: SampleHistory.delivery)
        let input = BriefingInput(
            request: request,
            caller: Caller(
                tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield", role: role),
            trace: String(repeating: "a", count: 32),
            customer: KnownCustomer(id: SampleHistory.customer, newLinks: [], evidence: []),
            timeline: history.timeline,
            callerStaff: SampleHistory.staff.filter { $0.member.subject == "agent-1" },
            staff: SampleHistory.staff, now: Bench.now, seed: Bench.seed)
        return try bench.briefing.check(
            CheckRequest(request: request, fieldClass: fieldClass, value: value), input,
            tries: TriesHad(conversation: tries, caller: callerTries, customer: callerTries))
    }

    @Test(
        "a value is compared as detection normalises it, whatever way it is written",
        arguments: [
            ("contact.phone", "07700 900142"), ("contact.phone", "07700-900142"),
            ("contact.email", "Marta.Jensen@Example.com"), ("birth.date", "17 May 1984"),
            ("payment.card", "4111111111111111"), ("person.name", "marta jensen"),
        ])
    func match(_ name: String, _ value: String) throws {
        let fieldClass = try #require(FieldClass(name))
        #expect(try check(fieldClass, value).body["result"] == "match", "\(name)")
    }

    @Test("a wrong value and a class that is not on file get the same answer, but for the class")
    func alike() throws {
        let wrong = try check("contact.phone", "07700 900143")
        let absent = try check("vehicle.plate", "AB12 CDE")
        #expect(wrong.body["result"] == "no_match" && absent.body["result"] == "no_match")
        let (left, right) = (wrong.body.object ?? [:], absent.body.object ?? [:])
        #expect(left.filter { $0.key != "class" } == right.filter { $0.key != "class" })
    }

    @Test("neither answer nor leaf holds the value, given or on file")
    func noValue() throws {
        for value in ["07700 900142", "07700 900143"] {
            let outcome = try check("contact.phone", value)
            let text = outcome.body.text() + JSONValue.object(outcome.draft.committed).text()
            #expect(!text.contains("900142") && !text.contains("900143"))
        }
    }

    @Test("a value without letters or digits matches nothing", arguments: ["-", "…", " . "])
    func empty(_ value: String) throws {
        #expect(try check("contact.phone", value).body["result"] == "no_match")
    }

    @Test("after three tries a conversation is refused, and every try is counted with its leaf")
    func tries() throws {
        for tries in 0..<3 {
            let outcome = try check("birth.date", "1990-01-01", tries: tries)
            #expect(outcome.status == 200 && outcome.body["tries_left"] == JSONValue(2 - tries))
            #expect(
                outcome.changes.contains {
                    if case .access(.check(let tried)) = $0 {
                        tried.customer == SampleHistory.customer
                    } else {
                        false
                    }
                })
        }
        let refused = try check("birth.date", "1984-05-17", tries: 3)
        #expect(refused.status == 403 && refused.body["rule_id"] == "checks:tries")
    }

    @Test("whoever opens another conversation has no more tries about the same customer that day")
    func triesElsewhere() throws {
        let fifth = try check("birth.date", "1990-01-01", callerTries: 5)
        #expect(fifth.status == 200 && fifth.body["tries_left"] == 0)
        let refused = try check("birth.date", "1984-05-17", callerTries: 6)
        #expect(refused.status == 403 && refused.body["rule_id"] == "checks:tries")
    }

    @Test("values are checked for verify_identity only, and never of a class that nobody may see")
    func refusals() throws {
        let purpose = try check("birth.date", "1984-05-17", purpose: "arrange_delivery")
        #expect(purpose.status == 403 && purpose.body["rule_id"] == "checks:purpose")
        let secret = try check("payment.cvv", "123")
        #expect(secret.status == 403 && secret.body["rule_id"] == "checks:class")
        let unknown = try check("shoe.size", "43")
        #expect(unknown.status == 403 && unknown.body["rule_id"] == "checks:class")
    }

    @Test("a source of personal data that was not read in full gives no answer")
    func gap() throws {
        var history = SampleHistory()
        history.coverage["crm"] = (.complete, false)
        #expect(throws: BriefingFailure.self) { try check("person.name", "Marta Jensen", history: history) }
    }

    @Test("the purpose verify_identity shows no personal value to any role")
    func showsNothing() throws {
        let personal: [FieldClass] = [
            "contact.email", "contact.phone", "contact.address", "payment.card", "payment.iban",
            "payment.account", "birth.date", "gov.id", "account.id",
        ]
        for role in bench.rulebook.policy.roles where role.purposes.contains("verify_identity") {
            let view = try bench.rulebook.policy.view(role: role.id, purpose: "verify_identity")
            for fieldClass in personal {
                #expect(view.decision(for: fieldClass).treatment != .show, "\(role.id) \(fieldClass)")
            }
        }
    }
}
