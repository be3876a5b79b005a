import Conversations

/// A known value that begins in one message and ends in a later one.
struct Bridge {
    private let left: (message: ScannedMessage, streams: LinkedStreams)
    private let right: (message: ScannedMessage, streams: LinkedStreams)
    private let needles: Needles
    private let isNeighbour: Bool
    /// The most letters and digits of one side.
    private static let reach = 40

    init(
        _ left: (ScannedMessage, LinkedStreams), _ right: (ScannedMessage, LinkedStreams), _ needles: Needles,
        isNeighbour: Bool
    ) {
        self.left = left
        self.right = right
        self.needles = needles
        self.isNeighbour = isNeighbour
    }

    /// The two parts of every value that crosses over.
    func hits() -> [(LinkedHit, LinkedHit)] {
        guard !needles.runs.isEmpty else { return [] }
        var found = digits(left.streams.written, right.streams.written)
        if left.streams.spelled != nil || right.streams.spelled != nil {
            found += digits(
                left.streams.spelled ?? left.streams.written, right.streams.spelled ?? right.streams.written)
        }
        guard isNeighbour else { return found }
        let head = side(right.streams.written, isEnd: false)
        return found
            + crossing(
                side(left.streams.written, isEnd: true), head, left.streams.written, right.streams.written
            ) {
                !$0.bytes.allSatisfy(\.isDigit)
            }
    }

    private func side(_ stream: LetterStream, isEnd: Bool) -> Range<Int> {
        let count = stream.bytes.count
        return isEnd ? max(0, count - Self.reach)..<count : 0..<min(count, Self.reach)
    }

    /// The last digits of one side with the first ones of the other, when at most a few words stand between.
    private func digits(_ one: LetterStream, _ two: LetterStream) -> [(LinkedHit, LinkedHit)] {
        guard let last = one.bytes.lastIndex(where: \.isDigit),
            let first = two.bytes.firstIndex(where: \.isDigit),
            left.message.tokens.count - Int(one.tokens[last]) <= 6, two.tokens[first] <= 6
        else { return [] }
        var start = last
        while start > 0, one.bytes[start - 1].isDigit, last - start < Self.reach { start -= 1 }
        var end = first + 1
        while end < two.bytes.count, two.bytes[end].isDigit, end - first < Self.reach { end += 1 }
        return crossing(start..<last + 1, first..<end, one, two) { $0.bytes.allSatisfy(\.isDigit) }
    }

    private func crossing(
        _ tail: Range<Int>, _ head: Range<Int>, _ one: LetterStream, _ two: LetterStream,
        _ accepts: (Needles.Run) -> Bool
    ) -> [(LinkedHit, LinkedHit)] {
        guard tail.count >= 2, head.count >= 2 else { return [] }
        let joined = Array(one.bytes[tail] + two.bytes[head])
        var found: [(LinkedHit, LinkedHit)] = []
        for place in 0..<tail.count where place + 4 <= joined.count {
            needles.forEachRun(in: joined, at: place) { run in
                let end = place + run.bytes.count
                guard accepts(run), end > tail.count, tail.count - place >= 2, end - tail.count >= 2 else {
                    return
                }
                let isStart = place + tail.lowerBound == 0 || one.isTokenStart(tail.lowerBound + place)
                let stop = head.lowerBound + end - tail.count
                let isEnd = two.isTokenEnd(stop)
                guard isEnd, isStart || run.edges == .tail, run.edges != .letters else { return }
                let from = run.edges == .tail ? tail.lowerBound : tail.lowerBound + place
                found.append(
                    (
                        hit(from..<tail.upperBound, one, left.message, run),
                        hit(head.lowerBound..<stop, two, right.message, run)
                    ))
            }
        }
        return found
    }

    private func hit(
        _ range: Range<Int>, _ stream: LetterStream, _ message: ScannedMessage, _ run: Needles.Run
    ) -> LinkedHit {
        let first = message.tokens[Int(stream.tokens[range.lowerBound])].range.lowerBound
        let last = message.tokens[Int(stream.tokens[range.upperBound - 1])].range.upperBound
        return LinkedHit(range: first..<last, fieldClass: run.fieldClass, known: run.known)
    }
}
