import Conversations
import Extracts
import Foundation
import RuleFiles
import Testing

@testable import Gateway

@Suite("What is kept of views that were asked for lately")
struct KeptReadingsTests {
    private static let now = Timestamp(milliseconds: 1_772_900_000_000)

    private static func customer(_ number: UInt8) -> CustomerID {
        CustomerID(ULID(at: now, entropy: [UInt8](repeating: number, count: 10)))
    }

    private static func key(
        _ number: UInt8, tenant: TenantID = "default", role: RoleID = "agent"
    ) -> KeptReadings.Key {
        KeptReadings.Key(
            tenant: tenant, customer: customer(number), caller: role, purpose: "arrange_delivery")
    }

    /// The reading of so many messages, each with a text of its own.
    private func prepared(_ count: Int = 1) throws -> PreparedMessages {
        let folder = try RuleFolder(directory: DemoBench.checkout + "/redaction-rules")
        let extractor = Extractor(rules: try ExtractRules(folder: folder))
        var kept = PreparedMessages()
        let messages = (0..<count).map { number in
            ExtractMessage(
                author: .customer, isStaffByID: false,
                text: TreatedText(text: "The lamp \(number) is dark.", placeholders: []))
        }
        _ = extractor.extract(messages, budget: .words(30), keeping: &kept)
        return kept
    }

    @Test("an erasure drops every view of that customer in that tenant at once, and nobody else's")
    func forget() throws {
        let readings = KeptReadings()
        let reading = try prepared()
        let others = [Self.key(2), Self.key(1, tenant: "outlet")]
        let own = [Self.key(1), Self.key(1, role: "compliance")]
        for key in own + others { readings.keep(reading, key, at: Self.now) }
        readings.forget(Self.customer(1), of: "default")
        #expect(own.allSatisfy { readings.prepared($0, at: Self.now).count == 0 })
        #expect(others.allSatisfy { readings.prepared($0, at: Self.now).count == 1 })
        readings.forget(Self.customer(9), of: "default")
        #expect(others.allSatisfy { readings.prepared($0, at: Self.now).count == 1 })
    }

    @Test("one role's reading never serves another's, and none outlives its time or a clock that went back")
    func bounds() throws {
        let readings = KeptReadings()
        readings.keep(try prepared(), Self.key(1), at: Self.now)
        let life = KeptReadings.lifeSeconds * 1000
        #expect(readings.prepared(Self.key(1, role: "vendor_agent"), at: Self.now).count == 0)
        #expect(readings.prepared(Self.key(1), at: Self.now.adding(milliseconds: life - 1)).count == 1)
        #expect(readings.prepared(Self.key(1), at: Self.now.adding(milliseconds: life)).count == 0)
        #expect(readings.prepared(Self.key(1), at: Self.now.adding(milliseconds: -1)).count == 0)
    }

    @Test(
        "no more views than the bound are kept, the one used longest ago goes, and a long history is not kept"
    )
    func crowded() throws {
        let readings = KeptReadings()
        let reading = try prepared()
        let count = UInt8(KeptReadings.viewsMax)
        for number in 0...count {
            readings.keep(reading, Self.key(number), at: Self.now.adding(milliseconds: Int64(number)))
        }
        let later = Self.now.adding(milliseconds: 1000)
        #expect(readings.prepared(Self.key(0), at: later).count == 0)
        #expect((1...count).allSatisfy { readings.prepared(Self.key($0), at: later).count == 1 })
        readings.keep(try prepared(KeptReadings.messagesMax + 1), Self.key(200), at: later)
        #expect(readings.prepared(Self.key(200), at: later).count == 0)
    }

    @Test("readers, keepers and erasures at once leave nothing of the erased customer")
    func atOnce() async throws {
        let readings = KeptReadings()
        let reading = try prepared()
        await withTaskGroup(of: Void.self) { group in
            for round in 0..<200 {
                group.addTask { readings.keep(reading, Self.key(UInt8(round % 8)), at: Self.now) }
                group.addTask { _ = readings.prepared(Self.key(UInt8(round % 8)), at: Self.now) }
                group.addTask { readings.forget(Self.customer(UInt8(round % 2)), of: "default") }
            }
        }
        for number: UInt8 in [0, 1] { readings.forget(Self.customer(number), of: "default") }
        #expect((0..<2).allSatisfy { readings.prepared(Self.key($0), at: Self.now).count == 0 })
        #expect((2..<8).allSatisfy { readings.prepared(Self.key($0), at: Self.now).count == 1 })
    }
}
