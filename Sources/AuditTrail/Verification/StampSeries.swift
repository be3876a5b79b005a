import Conversations

/// The time stamps beside a log, from the list of their files to what they say of each leaf's time.
///
/// Bounded by ``sizesMax`` stamps, some dozens of bytes each.
struct StampSeries {
    /// The most stamps of one log: one every six minutes for a year.
    static let sizesMax = 100_000

    /// What one token says of its size, the checkpoint not yet held against the log.
    private struct Timed {
        let earliest: Timestamp
        let latest: Timestamp
    }

    /// Stamped sizes in rising order.
    private(set) var sizes: [Int] = []
    private var files: [Int: Set<StampFile.Content>] = [:]
    private var timesByDigest: [String: Timestamp] = [:]
    /// Below each size, not after that time; both fall, for the next one to hold stands last.
    private var ceilings: [(size: Int, latest: Timestamp)] = []
    private var timed: [Int: Timed] = [:]
    /// Leaves read so far stand behind a stamp of this time.
    private(set) var floor: Timestamp?
    private var verifiedCount = 0
    /// The first and the last time that was believed.
    private var span: ClosedRange<Timestamp>?
    private var boundedSize = 0

    /// Takes a file of the folder; `false` when there are too many.
    mutating func take(_ file: StampFile) -> Bool {
        guard files[file.size] != nil || files.count < Self.sizesMax else { return false }
        files[file.size, default: []].insert(file.content)
        return true
    }

    /// All files are known: gives those that lack their other half.
    mutating func close() -> [StampFile] {
        sizes = files.keys.sorted()
        let unpaired = sizes.flatMap { size in
            let found = files[size] ?? []
            return found.count == 1 ? found.map { StampFile(size: size, $0) } : []
        }
        files = [:]
        return unpaired
    }

    /// Takes what a token says.
    mutating func take(_ stamp: TimeStamp, digest: String, size: Int) {
        verifiedCount += 1
        timesByDigest[digest] = stamp.earliest
        timed[size] = Timed(earliest: stamp.earliest, latest: stamp.latest)
        span =
            span.map { min($0.lowerBound, stamp.time)...max($0.upperBound, stamp.time) }
            ?? stamp.time...stamp.time
    }

    /// All tokens are read: from now on leaves are bounded.
    mutating func settle() {
        var falling: [(size: Int, latest: Timestamp)] = []
        for size in sizes.reversed() {
            guard let latest = timed[size]?.latest, falling.last.map({ latest < $0.latest }) ?? true else {
                continue
            }
            falling.append((size, latest))
        }
        ceilings = falling
        boundedSize = falling.first?.size ?? 0
        timed = [:]
    }

    /// Takes the next leaf in order and gives its bounds when its claim lies outside them.
    mutating func violated(
        by leaf: Leaf, at index: Int, toleranceMilliseconds: Int64
    ) -> LeafTimeBounds? {
        if let mention = TimeBounds.Mention(leaf, at: index), let time = timesByDigest[mention.digest] {
            floor = max(floor ?? time, time)
        }
        while let next = ceilings.last, next.size <= index { ceilings.removeLast() }
        let bounds = LeafTimeBounds(earliest: floor, latest: ceilings.last?.latest)
        return bounds.allow(leaf.time, toleranceMilliseconds: toleranceMilliseconds) ? nil : bounds
    }

    /// What they say of the log as a whole.
    var summary: VerificationReport.Stamps {
        VerificationReport.Stamps(
            count: sizes.count, verifiedCount: verifiedCount, firstTime: span?.lowerBound,
            lastTime: span?.upperBound, boundedSize: boundedSize)
    }
}
