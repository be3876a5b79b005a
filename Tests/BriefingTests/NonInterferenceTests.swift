import Briefing
import Conversations
import FieldPolicy
import Testing

@Suite("Non-interference")
struct NonInterferenceTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    /// The body without the two things that may change: commitments and `as_of` times.
    private func comparable(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(comparable))
        case .object(let members):
            .object(members.filter { $0.key != "commitment" && $0.key != "as_of" }.mapValues(comparable))
        default: value
        }
    }

    /// Where two documents differ, and how.
    private static func differences(_ left: JSONValue, _ right: JSONValue, at path: String = "") -> [String] {
        switch (left, right) {
        case (.object(let one), .object(let two)):
            Set(one.keys).union(two.keys).sorted().flatMap {
                differences(one[$0] ?? .null, two[$0] ?? .null, at: path + "." + $0)
            }
        case (.array(let one), .array(let two)) where one.count == two.count:
            zip(one, two).enumerated().flatMap { differences($1.0, $1.1, at: path + "[\($0)]") }
        default: left == right ? [] : ["\(path): \(left.text()) | \(right.text())"]
        }
    }

    private struct Pair {
        let fieldClass: FieldClass
        let change: (inout SampleHistory) -> Void
    }

    private var pairs: [Pair] {
        [
            Pair(fieldClass: "payment.card") { $0.card = "5555 5555 5555 4444" },
            Pair(fieldClass: "birth.date") { $0.birth = "1979-11-02" },
            Pair(fieldClass: "contact.phone") { $0.phone = "07700 900781" },
            Pair(fieldClass: "contact.email") { $0.email = "m.j@example.org" },
            Pair(fieldClass: "person.name") { $0.name = "Bartholomew Quigley" },
        ]
    }

    @Test(
        "replacing a withheld value by another of its class leaves the body of every role and purpose as it was"
    )
    func everyRoleAndPurpose() throws {
        var comparedCount = 0
        for role in bench.rulebook.policy.roles {
            for purpose in role.purposes {
                let contactType = bench.rulebook.policy.purpose(purpose)?.contactTypes?.first ?? "general"
                guard let view = try? bench.rulebook.policy.view(role: role.id, purpose: purpose) else {
                    continue
                }
                for pair in pairs where view.decision(for: pair.fieldClass).treatment == .withhold {
                    var before = SampleHistory()
                    before.contactType = contactType
                    var after = before
                    pair.change(&after)
                    let one = try bench.decide(before, role: role.id, purpose: purpose)
                    let two = try bench.decide(after, role: role.id, purpose: purpose)
                    #expect(one.status == two.status)
                    let differing = Self.differences(comparable(one.body), comparable(two.body))
                    #expect(differing.isEmpty, "\(role.id) \(purpose) \(pair.fieldClass)")
                    comparedCount += 1
                }
            }
        }
        #expect(comparedCount > 40)
    }

    @Test("no withheld value of the customer's record stands in any body, however it was typed")
    func noLeak() throws {
        let history = SampleHistory()
        let values: [(FieldClass, String)] = [
            ("payment.card", "4111"), ("payment.card", "1111 1111"), ("contact.phone", "900142"),
            ("contact.email", "marta.jensen"), ("person.name", "Jensen"), ("birth.date", "1984-05-17"),
        ]
        for role in bench.rulebook.policy.roles {
            for purpose in role.purposes {
                guard let view = try? bench.rulebook.policy.view(role: role.id, purpose: purpose) else {
                    continue
                }
                var history = history
                history.contactType = bench.rulebook.policy.purpose(purpose)?.contactTypes?.first ?? "general"
                let body = try bench.decide(history, role: role.id, purpose: purpose).body.text()
                for (fieldClass, value) in values where view.decision(for: fieldClass).treatment == .withhold
                {
                    #expect(!body.contains(value), "\(role.id) \(purpose) shows \(fieldClass)")
                }
            }
        }
    }

    @Test("same input, same bytes")
    func deterministic() throws {
        let one = try bench.decide(role: "agent", purpose: "arrange_delivery").body.canonicalBytes()
        let two = try bench.decide(role: "agent", purpose: "arrange_delivery").body.canonicalBytes()
        #expect(one == two)
    }
}
