import AccessGrants
import Conversations
import Testing

@Suite("Duty rota")
struct DutyRotaTests {
    private let rota = DutyRota(people: ["ana", "ben", "cai"], turnDays: 7, startsAt: Invented.start)

    private func day(_ days: Double) -> Timestamp {
        Invented.start.adding(milliseconds: Int64(days * 86_400_000))
    }

    @Test("people take turns in order, for ever, and the next in turn stands in")
    func turns() {
        #expect(rota.owner(at: day(0)) == "ana" && rota.delegate(at: day(0)) == "ben")
        #expect(rota.owner(at: day(6.99)) == "ana" && rota.owner(at: day(7)) == "ben")
        #expect(rota.owner(at: day(20)) == "cai" && rota.delegate(at: day(20)) == "ana")
        #expect(rota.owner(at: day(21)) == "ana" && rota.owner(at: day(-1)) == "cai")
    }

    @Test("a rota of one person has nobody to stand in")
    func alone() {
        let rota = DutyRota(people: ["ana"], turnDays: 1, startsAt: Invented.start)
        #expect(rota.owner(at: day(100)) == "ana" && rota.delegate(at: day(100)) == nil)
    }
}
