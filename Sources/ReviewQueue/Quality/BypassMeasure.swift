public import Conversations

/// How often somebody who was held or refused read the source directly soon after: what a gate does not see.
///
/// Counts only what the source's own log names people in; who reads under another name is not found.
public struct BypassMeasure: Sendable {
    private let windowMilliseconds: Int64
    private var stops: [PrincipalID: [Timestamp]] = [:]
    private var followed = 0
    private var byPerson: [PrincipalID: Int] = [:]

    /// Starts to count.
    ///
    /// - Parameter minutes: how soon after a hold or a refusal a read counts, 1 to 1,440.
    public init(minutes: Int = 10) {
        windowMilliseconds = Int64(min(max(minutes, 1), 1_440)) * 60_000
    }

    /// Everybody who was held or refused, in order.
    public var people: [PrincipalID] { stops.keys.sorted() }

    /// Adds a hold or a refusal.
    public mutating func add(stopped person: PrincipalID, at moment: Timestamp) {
        stops[person, default: []].append(moment)
    }

    /// Counts somebody's stops that a direct read followed, after all stops were added.
    public mutating func add(reads: [Timestamp], by person: PrincipalID) {
        let count = (stops[person] ?? []).count { stop in
            reads.contains { $0 >= stop && $0.milliseconds - stop.milliseconds <= windowMilliseconds }
        }
        followed += count
        if count > 0 { byPerson[person, default: 0] += count }
    }

    /// Everything counted, as one document; the share is in tenths of a percent.
    public var document: JSONValue {
        let all = stops.values.reduce(0) { $0 + $1.count }
        return [
            "stops": JSONValue(all), "followed_by_read": JSONValue(followed),
            "bypass_permille": ReviewMeasure.permille(followed, of: all),
            "window_minutes": .int(windowMilliseconds / 60_000),
            "people": .array(
                byPerson.keys.sorted().map {
                    ["subject": .string($0.text), "followed_by_read": JSONValue(byPerson[$0] ?? 0)]
                }),
        ]
    }
}
