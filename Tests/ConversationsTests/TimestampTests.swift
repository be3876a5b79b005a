@testable import Conversations
import Foundation
import Testing

@Suite("Times")
struct TimestampTests {
    @Test(
        "RFC 3339 is read and written back in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
            ("2026-03-01 10:05:00.5+01:00", "2026-03-01T09:05:00.500Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2024-02-29T12:00:00.123456-05:30", "2024-02-29T17:30:00.123Z"),
        ])
    func roundTrip(text: String, expected: String) throws {
        let moment = try #require(Timestamp(rfc3339: text))
        #expect(moment.description == expected)
    }

    @Test(
        "a time without a zone, a day that does not exist and a stray character are refused",
        arguments: ["2026-03-01T09:05:00", "2026-02-29T00:00:00Z", "2026-03-01T09:05:00Zx", "", "2026-03-01"])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("a local time that the clock showed twice takes the earlier moment and is marked")
    func ambiguousLocalTime() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let twice = try #require(Timestamp.local("2025-10-26 02:30:00", in: zone))
        #expect(
            twice
                == LocalMoment(
                    at: try #require(Timestamp(rfc3339: "2025-10-26T00:30:00Z")), isUncertain: true))
        let once = try #require(Timestamp.local("2025-10-26T04:30", in: zone))
        #expect(
            once
                == LocalMoment(
                    at: try #require(Timestamp(rfc3339: "2025-10-26T03:30:00Z")), isUncertain: false))
    }

    @Test("a local time that the clock never showed is read with the offset before the change and marked")
    func skippedLocalTime() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let never = try #require(Timestamp.local("2025-03-30 02:30:00", in: zone))
        #expect(
            never
                == LocalMoment(
                    at: try #require(Timestamp(rfc3339: "2025-03-30T01:30:00Z")), isUncertain: true))
    }

    @Test("the first and the last moment that a number can tell are told, and nothing lies beyond them")
    func edges() {
        for milliseconds in [Int64.min, .min + 1, -1, .max - 1, .max] {
            #expect(Timestamp(milliseconds: milliseconds).description.hasSuffix("Z"))
        }
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: .max).adding(milliseconds: 1).milliseconds == .max)
        #expect(Timestamp(milliseconds: .min).adding(milliseconds: -1).milliseconds == .min)
    }
}
