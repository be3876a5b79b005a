import Briefing
import Conversations
import FieldPolicy
import Foundation
import GatewayTestSupport
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

    private struct Change: Sendable {
        let fieldClass: FieldClass
        let make: @Sendable (inout SampleHistory, inout SeededGenerator) -> Void
    }

    private static let changes: [Change] = [
        Change(fieldClass: "payment.card") { $0.card = OtherValues.card(&$1) },
        Change(fieldClass: "birth.date") { $0.birth = OtherValues.birth(&$1) },
        Change(fieldClass: "contact.phone") { $0.phone = OtherValues.phone(&$1) },
        Change(fieldClass: "contact.email") { $0.email = OtherValues.email(&$1) },
        Change(fieldClass: "person.name") { $0.name = OtherValues.name(&$1) },
        Change(fieldClass: "order.id") { $0.order = OtherValues.order(&$1) },
    ]
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil

    /// A history in which values stand in running text, beside each other and split over messages.
    private func history(_ purpose: PurposeID) -> SampleHistory {
        var history = SampleHistory()
        history.contactType = bench.rulebook.policy.purpose(purpose)?.contactTypes?.first ?? "general"
        history.opening = "Hello, %NAME% here about order %ORDER%. My phone is %PHONE%, or write to %EMAIL%."
        return history
    }

    @Test(
        "replacing withheld values by others of their class leaves the body of every role and purpose as it was"
    )
    func everyRoleAndPurpose() throws {
        var generator = SeededGenerator(seed: 77)
        var comparedCount = 0
        for role in bench.rulebook.policy.roles {
            for purpose in role.purposes {
                guard let view = try? bench.rulebook.policy.view(role: role.id, purpose: purpose) else {
                    continue
                }
                let withheld = Self.changes.filter {
                    view.decision(for: $0.fieldClass).treatment == .withhold
                }
                let before = history(purpose)
                let one = try bench.decide(before, role: role.id, purpose: purpose)
                // WHY all at once: a channel between two values shows only when both change; one by one in the long run.
                let together = [[Change]](repeating: withheld, count: Self.isLong ? 40 : 1)
                let sets =
                    (Self.isLong ? withheld.map { [$0] } : []) + (withheld.isEmpty ? [] : together)
                for changes in sets {
                    var after = before
                    for change in changes { change.make(&after, &generator) }
                    let two = try bench.decide(after, role: role.id, purpose: purpose)
                    #expect(one.status == two.status)
                    let differing = Self.differences(comparable(one.body), comparable(two.body))
                    let classes = changes.map(\.fieldClass.path)
                    #expect(differing.isEmpty, "\(role.id) \(purpose) \(classes) \(after): \(differing)")
                    comparedCount += 1
                }
            }
        }
        #expect(comparedCount > 25)
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
