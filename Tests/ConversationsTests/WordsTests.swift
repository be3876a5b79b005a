@testable import Conversations
import Testing

@Suite("Words")
struct WordsTests {
    @Test("a ULID keeps its time, sorts by it and reads back")
    func ulid() throws {
        let at = Timestamp(milliseconds: 1_469_918_176_385)
        let id = ULID(at: at, entropy: [UInt8](repeating: 0xFF, count: 10))
        #expect(id.description == "01ARYZ6S41ZZZZZZZZZZZZZZZZ")
        #expect(ULID(id.description) == id)
        #expect(id.at == at)
        #expect(id < ULID(at: at.adding(milliseconds: 1), entropy: [UInt8](repeating: 0, count: 10)))
        for text in [
            "", "01aryz6s41zzzzzzzzzzzzzzzz", "81ARYZ6S41ZZZZZZZZZZZZZZZZ", "01ARYZ6S41ZZZZZZZZZZZZZZZU",
        ] {
            #expect(ULID(text) == nil)
        }
    }

    @Test("an identifier is byte-exact and refuses control characters and over-length")
    func identifier() {
        let composed: RoleID = "caf\u{E9}"
        let decomposed: RoleID = "cafe\u{301}"
        #expect(composed != decomposed)
        #expect(throws: InvalidIdentifier(noun: "role", problem: .length(0))) { try RoleID(String()) }
        #expect(throws: InvalidIdentifier(noun: "role", problem: .controlCharacter)) {
            try RoleID(["a", "b"].joined(separator: "\n"))
        }
        #expect(throws: InvalidIdentifier(noun: "tenant", problem: .length(257))) {
            try TenantID(String(repeating: "x", count: 257))
        }
    }

    @Test("a field class is a dotted path of lower-case words and lies within its ancestors only")
    func fieldClass() {
        let card: FieldClass = "payment.card"
        #expect(card.isWithin("payment") && card.isWithin(card) && !card.isWithin("pay"))
        #expect(card.parent == FieldClass("payment"))
        for path in ["", ".", "a..b", "A", "a b", "1a", "a."] { #expect(FieldClass(path) == nil) }
    }

    @Test("joining never shows more than either side, in either order")
    func joins() {
        let all: [Treatment] =
            [.show, .hash, .withhold] + Treatment.Mask.allCases.map(Treatment.mask)
            + Treatment.Generalisation.allCases.map(Treatment.generalise)
            + Treatment.PseudonymScope.allCases.map(Treatment.pseudonymise)
        for left in all {
            #expect(left.joined(with: left).treatment == left)
            #expect(left.joined(with: .withhold).treatment == .withhold)
            #expect(left.joined(with: .show).treatment == left)
            for right in all { #expect(left.joined(with: right) == right.joined(with: left)) }
        }
        let mixed = Treatment.mask(.lastFour).joined(with: .hash)
        #expect(mixed.treatment == .withhold && mixed.isIncomparable)
        #expect(
            Treatment.pseudonymise(.tenant).joined(with: .pseudonymise(.conversation)).treatment
                == .pseudonymise(.conversation))
    }

    @Test("joining is associative, so that the order of rules does not matter")
    func associative() {
        let all: [Treatment] =
            [.show, .hash, .withhold] + Treatment.Mask.allCases.map(Treatment.mask)
            + Treatment.Generalisation.allCases.map(Treatment.generalise)
            + Treatment.PseudonymScope.allCases.map(Treatment.pseudonymise)
        for a in all {
            for b in all {
                for c in all {
                    #expect(
                        a.joined(with: b).treatment.joined(with: c).treatment
                            == a.joined(with: b.joined(with: c).treatment).treatment)
                }
            }
        }
    }
}
