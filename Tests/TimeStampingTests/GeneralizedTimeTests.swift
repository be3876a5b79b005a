import Conversations
import Testing

@testable import TimeStamping

@Suite("Times of tokens")
struct GeneralizedTimeTests {
    @Test(
        "a time of UTC is read to the millisecond, with what it leaves open",
        arguments: [
            ("20260301090500Z", "2026-03-01T09:05:00.000Z", 1_000),
            ("20260301090500.1Z", "2026-03-01T09:05:00.100Z", 100),
            ("20260301090500.12Z", "2026-03-01T09:05:00.120Z", 10),
            ("20260301090500.123456Z", "2026-03-01T09:05:00.123Z", 1),
        ])
    func good(text: String, expected: String, resolution: Int) throws {
        let time = try #require(GeneralizedTime(Array(text.utf8)))
        #expect(time.time.description == expected && time.resolutionMilliseconds == resolution)
    }

    @Test(
        "another form, another zone and a day that does not exist are refused",
        arguments: [
            "", "Z", "20260301090500", "202603010905Z", "20260301090500+0100", "20260301090500.Z",
            "20260230090500Z", "20261301090500Z", "20260301240500Z", "20260301090560Z", "2026030109050aZ",
            "20260301090500,5Z", "20260301090500.1234567890123Z",
        ])
    func bad(text: String) {
        #expect(GeneralizedTime(Array(text.utf8)) == nil)
    }
}
