/// The known values of some messages, found while their stretches pass by.
///
/// Only the first and the last stretch of each message are kept, for values that are split over messages.
struct LinkedFindings {
    private struct Ends {
        var first: (message: ScannedMessage, streams: LinkedStreams)?
        var last: (message: ScannedMessage, streams: LinkedStreams)?
        var findings: [Finding] = []
        var seen: Set<Finding> = []
    }

    private let linker: KnownValueLinker
    private let needles: Needles
    private var messages: [Ends] = []

    init(_ linker: KnownValueLinker, _ needles: Needles) {
        self.linker = linker
        self.needles = needles
    }

    /// Begins the next message.
    mutating func begin() { messages.append(Ends()) }

    /// Searches a stretch of the present message; what begins outside of its core is another stretch's.
    mutating func search(_ message: ScannedMessage, _ core: Range<Int>) {
        let streams = LinkedStreams(message, needles.rules)
        let place = messages.count - 1
        let previous = messages[place].last ?? (place > 0 ? messages[place - 1].last : nil)
        var search = LinkedSearch(message, streams, needles, previous: previous?.message)
        withExtendedLifetime(message) { search.run() }
        for hit in LinkedHit.joined(search.hits, in: message) where core.contains(hit.range.lowerBound) {
            add(hit, message, place)
        }
        if messages[place].first == nil { messages[place].first = (message, streams) }
        messages[place].last = (message, streams)
    }

    private mutating func add(_ hit: LinkedHit, _ message: ScannedMessage, _ place: Int) {
        let finding = Finding(
            range: message.folded.widestRange(of: hit.range), fieldClass: hit.fieldClass,
            detector: KnownValueLinker.detector, isLinked: true, known: hit.known)
        if messages[place].seen.insert(finding).inserted { messages[place].findings.append(finding) }
    }

    /// For each message the places where a known value stands, values over two messages among them.
    mutating func findings() -> [[Finding]] {
        for place in messages.indices {
            for next in [place + 1, place + 2] where next < messages.count {
                guard let left = messages[place].last, let right = messages[next].first else { continue }
                let bridge = Bridge(left, right, needles, isNeighbour: next == place + 1)
                for (one, two) in bridge.hits() {
                    add(one, left.message, place)
                    add(two, right.message, next)
                }
            }
        }
        return messages.map(\.findings)
    }
}
