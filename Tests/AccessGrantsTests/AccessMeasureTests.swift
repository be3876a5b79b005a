import AccessGrants
import Conversations
import Testing

@Suite("Access measured both ways")
struct AccessMeasureTests {
    private func fact(
        _ type: String, minute: Double, caller: String = "A", _ members: [String: JSONValue]
    ) -> AccessFact {
        AccessFact(
            type: type, at: Invented.minutes(minute), caller: caller, role: "agent",
            purpose: "resolve_billing",
            members: members.merging(["subject": "C", "conversation": "tickets:1"]) { $1 })
    }

    private let shown: JSONValue = [
        ["class": "payment.amount", "treatment": "show"], ["class": "contact.phone", "treatment": "show"],
        ["class": "person.name", "treatment": "mask(last_four)"],
    ]

    @Test("a class that is shown and that the purpose does not need is over-exposure")
    func overExposure() {
        var measure = AccessMeasure(needs: ["resolve_billing": ["payment"]])
        measure.add(fact("disclosure", minute: 0, ["shown": shown, "withheld": .array([])]))
        let row = measure.document["rows"]?.array?.first
        #expect(row?["shown"] == 2 && row?["not_needed"] == 1 && row?["over_exposure_permille"] == 500)
    }

    @Test("where the policy does not say what a purpose needs, over-exposure is not made up")
    func unknownNeeds() {
        var measure = AccessMeasure(needs: [:])
        measure.add(fact("disclosure", minute: 0, ["shown": shown]))
        #expect(measure.document["rows"]?.array?.first?["not_needed"] == .null)
    }

    @Test(
        "what is withheld and then asked for by the same caller in the same conversation is under-provision")
    func underProvision() {
        var measure = AccessMeasure(needs: [:])
        let withheld: JSONValue = [["class": "payment.iban"], ["class": "birth.date"]]
        measure.add(fact("access_request", minute: 0, ["fields": ["payment.iban"], "request": "R0"]))
        measure.add(fact("disclosure", minute: 1, ["withheld": withheld]))
        measure.add(
            fact("access_request", minute: 2, caller: "B", ["fields": ["birth.date"], "request": "R1"]))
        #expect(measure.document["rows"]?.array?.first?["then_asked_for"] == 0)
        measure.add(fact("access_request", minute: 3, ["fields": ["payment.iban"], "request": "R2"]))
        let row = measure.document["rows"]?.array?.first
        #expect(row?["then_asked_for"] == 1 && row?["under_provision_permille"] == 500)
    }

    @Test(
        "what another role of the same organisation is then shown for the same decision has gone up; a partner's has not"
    )
    func goneUp() {
        var measure = AccessMeasure(needs: [:])
        func disclosed(_ role: String, _ organisation: String, minute: Double, _ members: [String: JSONValue])
        {
            measure.add(
                AccessFact(
                    type: "disclosure", at: Invented.minutes(minute), caller: role,
                    organisation: organisation,
                    role: role, purpose: "resolve_billing", members: members.merging(["subject": "C"]) { $1 })
            )
        }
        let withheld: JSONValue = [["class": "payment.iban"], ["class": "birth.date"]]
        disclosed("vendor_agent", "partner", minute: 0, ["withheld": withheld])
        disclosed("agent", "house", minute: 1, ["withheld": withheld])
        disclosed(
            "senior_agent", "house", minute: 2, ["shown": [["class": "payment.iban", "treatment": "show"]]])
        disclosed("lead", "house", minute: 1_500, ["shown": [["class": "birth.date", "treatment": "show"]]])
        let rows = measure.document["rows"]?.array ?? []
        let agent = rows.first { $0["role"] == "agent" }
        #expect(agent?["then_escalated"] == 1 && agent?["under_provision_permille"] == 500)
        #expect(agent?["wanted_classes"] == [["class": "payment.iban", "count": 1]])
        #expect(agent?["under_provision_interval"] == [94, 906])
        #expect(rows.first { $0["role"] == "vendor_agent" }?["then_escalated"] == 0)
    }

    @Test("a request that names its conversation is about what a summary without one withheld")
    func noConversation() {
        var measure = AccessMeasure(needs: [:])
        let withheld: JSONValue = [["class": "payment.iban"]]
        let about: [String: JSONValue] = ["withheld": withheld, "subject": "C", "conversation": .null]
        measure.add(
            AccessFact(
                type: "disclosure", at: Invented.start, caller: "A", role: "agent",
                purpose: "resolve_billing",
                members: about))
        measure.add(fact("access_request", minute: 2, ["fields": ["payment.iban"], "request": "R1"]))
        #expect(measure.document["rows"]?.array?.first?["then_asked_for"] == 1)
    }

    @Test("time to decision and the unanswered share leave out what a rule approved beforehand")
    func decisions() {
        var measure = AccessMeasure(needs: [:])
        for (minute, request) in [(0.0, "R1"), (1, "R2"), (2, "R3")] {
            measure.add(
                fact(
                    "access_request", minute: minute,
                    ["fields": ["payment.iban"], "request": .string(request)]))
        }
        measure.add(
            fact("access_request", minute: 3, ["fields": ["order.id"], "request": "R4", "until": "later"]))
        measure.add(fact("access_decision", minute: 4, ["request": "R1", "decision": "approve"]))
        measure.add(fact("access_decision", minute: 5, ["request": "R2", "decision": "delegate_paged"]))
        measure.add(fact("access_decision", minute: 6, ["request": "R2", "decision": "unanswered"]))
        let requests = measure.document["requests"]
        #expect(requests?["asked"] == 3 && requests?["unanswered"] == 1 && requests?["waiting"] == 1)
        #expect(requests?["unanswered_permille"] == 333 && requests?["decision_seconds_median"] == 240)
    }

    @Test("a leaf whose openings are gone is counted as not opened")
    func closed() {
        var measure = AccessMeasure(needs: [:])
        measure.add(
            AccessFact(
                type: "disclosure", at: Invented.start, caller: "A", role: "agent", purpose: "p", members: [:]
            ))
        #expect(measure.document["leaves_not_opened"] == 1)
    }
}
