import Conversations
import Sodium

/// Makes the ids of leaves: each higher than the one before, never earlier, whatever the clock does.
struct LeafIDs: Sendable {
    let clock: any WallClock
    let random: SodiumRandom

    /// The last moment that a ULID holds.
    private static let latest = Timestamp(milliseconds: 1 << 48 - 1)

    /// The id after another one; within one millisecond it is the next number (as the ULID specification says).
    func next(after last: ULID?) -> ULID {
        let now = min(max(clock.now(), Timestamp(milliseconds: 0)), Self.latest)
        guard let last, last.at >= now else { return fresh(at: now) }
        return successor(of: last) ?? fresh(at: last.at.adding(milliseconds: 1))
    }

    /// A random id of a moment.
    func fresh(at moment: Timestamp) -> ULID { ULID(at: moment, entropy: random.bytes(10)) }

    /// One higher in the 80 random bits, `nil` when they are used up.
    private func successor(of id: ULID) -> ULID? {
        let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        var characters = Array(id.description.utf8)
        for position in stride(from: 25, through: 10, by: -1) {
            guard let digit = digits.firstIndex(of: characters[position]) else { return nil }
            characters[position] = digits[(digit + 1) % 32]
            if digit < 31 { return ULID(String(decoding: characters, as: UTF8.self)) }
        }
        return nil
    }
}

extension Timestamp {
    /// The year of the UTC calendar, for the times from 1970 that a ULID holds.
    var year: Int {
        Int(CivilDate(daysSinceEpoch: milliseconds / 86_400_000).year)
    }

    /// Year and month of the UTC calendar, for example `2026-03`.
    var month: String { String(description.prefix(7)) }
}
