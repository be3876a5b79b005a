import Conversations
import FieldPolicy
import Testing

@Suite struct ClassPatternTests {
    @Test("a subtree may be named with or without the star") func subtree() throws {
        let starred = try #require(ClassPattern("payment.*"))
        let plain = try #require(ClassPattern("payment"))
        #expect(starred == plain)
        #expect(plain.covers("payment.card"))
        #expect(plain.covers("payment"))
        #expect(!plain.covers("payments"))
    }

    @Test("deeper paths are more specific", arguments: zip(["*", "payment", "payment.card"], [0, 1, 2]))
    func depth(text: String, depth: Int) throws {
        #expect(try #require(ClassPattern(text)).depth == depth)
    }

    @Test(
        "anything that is no path is refused", arguments: ["", "*.card", "Payment", "payment.", "pay ment"])
    func refused(text: String) {
        #expect(ClassPattern(text) == nil)
    }
}
