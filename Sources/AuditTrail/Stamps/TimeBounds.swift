public import Conversations

/// When a leaf was written at the earliest and at the latest, as far as stamps say; `nil` where none does.
public struct LeafTimeBounds: Hashable, Sendable {
    /// Not before this: the leaf stands at or behind a leaf that names a stamp of that time.
    public let earliest: Timestamp?
    /// Not after this: a stamp of that time is over the leaf.
    public let latest: Timestamp?

    /// Joins both ends.
    public init(earliest: Timestamp?, latest: Timestamp?) {
        self.earliest = earliest
        self.latest = latest
    }

    /// Whether the gateway's own claim lies within, up to so many milliseconds that two clocks may differ.
    public func allow(_ claim: Timestamp, toleranceMilliseconds: Int64) -> Bool {
        let isAfter = earliest.map { claim.adding(milliseconds: toleranceMilliseconds) >= $0 } ?? true
        let isBefore = latest.map { claim.adding(milliseconds: -toleranceMilliseconds) <= $0 } ?? true
        return isAfter && isBefore
    }
}

/// Bounds the times of a log's leaves by the stamps of its checkpoints.
///
/// A leaf's own time is the gateway's claim. A stamp of a checkpoint over the leaf shows that it was there by
/// then. A stamp whose digest stands in a `time_stamp` leaf existed before that leaf, and so before every
/// leaf behind it. Both ends hold against a gateway that sets its clock at will.
public struct TimeBounds: Hashable, Sendable {
    /// A `time_stamp` leaf: where it stands and which stamp it names.
    public struct Mention: Hashable, Sendable {
        /// The index of the leaf.
        public let index: Int
        /// What its `stamp` says: SHA-256 of a token in hexadecimal.
        public let digest: String

        /// Joins a place and a digest.
        public init(index: Int, digest: String) {
            self.index = index
            self.digest = digest
        }

        /// Takes a leaf of the type `time_stamp`; `nil` for every other type.
        public init?(_ leaf: Leaf, at index: Int) {
            guard leaf.type == .timeStamp, let digest = leaf.publicMembers["stamp"] ?? nil else { return nil }
            self.init(index: index, digest: digest)
        }
    }

    private struct Step: Hashable, Sendable {
        let index: Int
        let time: Timestamp
    }

    /// From each index on, not before that time; both rise.
    private var floors: [Step] = []
    /// Below each size, not after that time; both rise.
    private var ceilings: [Step] = []

    /// Takes believed stamps of one log, in any order, and the `time_stamp` leaves of that log.
    ///
    /// A leaf that names a stamp which is not given bounds nothing; a stamp that no leaf names bounds only
    /// what lies before it.
    ///
    /// - Parameters:
    ///   - stamps: their checkpoints must have been held against the log's roots.
    ///   - mentions: the leaves that name stamps.
    public init(stamps: [VerifiedStamp], mentions: [Mention]) {
        let times = Dictionary(
            stamps.map { ($0.digest, $0.stamp.earliest) }, uniquingKeysWith: { max($0, $1) })
        for mention in mentions.sorted(by: { $0.index < $1.index }) {
            guard let time = times[mention.digest], floors.last.map({ time > $0.time }) ?? true else {
                continue
            }
            floors.append(Step(index: mention.index, time: time))
        }
        var falling: [Step] = []
        let bySize = stamps.sorted {
            ($0.checkpoint.size, $0.stamp.latest) > ($1.checkpoint.size, $1.stamp.latest)
        }
        for stamp in bySize {
            let time = stamp.stamp.latest
            if falling.last.map({ time < $0.time }) ?? true {
                falling.append(Step(index: stamp.checkpoint.size, time: time))
            }
        }
        ceilings = falling.reversed()
    }

    /// The bounds of one leaf, counted from 0.
    public func bounds(ofLeaf index: Int) -> LeafTimeBounds {
        let floor = Self.firstIndex(of: floors) { $0.index > index }
        let ceiling = Self.firstIndex(of: ceilings) { $0.index > index }
        return LeafTimeBounds(
            earliest: floor == 0 ? nil : floors[floor - 1].time,
            latest: ceiling == ceilings.count ? nil : ceilings[ceiling].time)
    }

    /// How many leaves at the start have an upper bound.
    public var stampedSize: Int { ceilings.last?.index ?? 0 }

    /// The first step that a rising condition holds for, by halving.
    private static func firstIndex(of steps: [Step], where holds: (Step) -> Bool) -> Int {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if holds(steps[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
