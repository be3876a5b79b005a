/// Known values that begin in one message and end in a later one.
enum Bridge {
    /// The most letters and digits of one side.
    private static let reach = 40
    /// The most words between a number's first part and the end of its message, and likewise at the beginning of the other.
    private static let wordsBetween = 6

    /// The two parts of every value that crosses over.
    static func hits(
        _ left: LinkedFindings.Stretch, _ right: LinkedFindings.Stretch, _ book: NeedleBook
    ) -> [(LinkedHit, LinkedHit)] {
        var found: [(LinkedHit, LinkedHit)] = []
        func add(_ seam: Seam) { seam.hits(left.message, right.message, book, &found) }
        let (one, two) = (left.streams.written, right.streams.written)
        if let tail = left.written.last, let head = right.written.first {
            add(Seam(tail: tail, head: head, one: one, two: two, isDigits: true))
        }
        if left.streams.spelled != nil || right.streams.spelled != nil,
            let tail = left.spelled.last, let head = right.spelled.first
        {
            add(
                Seam(
                    tail: tail, head: head, one: left.streams.spelled ?? one,
                    two: right.streams.spelled ?? two, isDigits: true))
        }
        guard right.place == left.place + 1 else { return found }
        let count = one.bytes.count
        add(
            Seam(
                tail: max(0, count - reach)..<count, head: 0..<min(two.bytes.count, reach), one: one,
                two: two, isDigits: false))
        return found
    }

    /// The first and the last digits of a message, each when at most a few words stand before or behind them.
    struct Digits {
        let first: Range<Int>?
        let last: Range<Int>?
        /// Of a message without any.
        static let none = Digits()

        private init() { (first, last) = (nil, nil) }

        init(_ stream: LetterStream, words: Int) {
            first = Self.firstDigit(stream).map { start in
                var end = start + 1
                while end < stream.bytes.count, stream.bytes[end].isDigit, end - start < Bridge.reach {
                    end += 1
                }
                return start..<end
            }
            last = Self.lastDigit(stream, words).map { end in
                var start = end
                while start > 0, stream.bytes[start - 1].isDigit, end - start < Bridge.reach { start -= 1 }
                return start..<end + 1
            }
        }

        private static func lastDigit(_ stream: LetterStream, _ words: Int) -> Int? {
            var place = stream.bytes.count - 1
            while place >= 0, words - Int(stream.tokens[place]) <= Bridge.wordsBetween {
                if stream.bytes[place].isDigit { return place }
                place -= 1
            }
            return nil
        }

        private static func firstDigit(_ stream: LetterStream) -> Int? {
            var place = 0
            while place < stream.bytes.count, stream.tokens[place] <= Bridge.wordsBetween {
                if stream.bytes[place].isDigit { return place }
                place += 1
            }
            return nil
        }
    }

    /// The end of one reading and the beginning of another, joined.
    ///
    /// WHY: it holds no object, since the seams of a conversation are many and most hold nothing.
    private struct Seam {
        let tail, head: Range<Int>
        let one, two: LetterStream
        let isDigits: Bool

        /// Adds both parts of every run that crosses over.
        func hits(
            _ left: ScannedMessage, _ right: ScannedMessage, _ book: NeedleBook,
            _ found: inout [(LinkedHit, LinkedHit)]
        ) {
            guard tail.count >= 2, head.count >= 2 else { return }
            let total = tail.count + head.count
            func look(_ place: Int, _ four: UInt32) {
                // WHY: nearly always none begins there.
                guard let first = book.firstRun(four) else { return }
                book.forEachRun(first, at: place, of: total, byte) { run in
                    guard run.isDigits == isDigits, let parts = parts(run, place) else { return }
                    found.append(
                        (hit(parts.0, one, left, run), hit(parts.1, two, right, run)))
                }
            }
            let inner = max(0, tail.count - 3)
            one.bytes.forEachFour(in: tail.lowerBound..<tail.lowerBound + inner) { place, four in
                look(place - tail.lowerBound, four)
            }
            for place in inner..<max(inner, min(total - 3, tail.count)) {
                look(place, (0..<4).reduce(0) { $0 | UInt32(byte(place + $1)) << UInt32(8 * $1) })
            }
        }

        private func byte(_ place: Int) -> UInt8 {
            place < tail.count
                ? one.bytes[tail.lowerBound + place] : two.bytes[head.lowerBound + place - tail.count]
        }

        /// Both parts of a run that begins at a place of the joined sides, if it crosses over and ends as it must.
        private func parts(_ run: Needles.Run, _ place: Int) -> (Range<Int>, Range<Int>)? {
            let end = place + run.count
            guard end > tail.count, tail.count - place >= 2, end - tail.count >= 2 else { return nil }
            let isStart = place + tail.lowerBound == 0 || one.isTokenStart(tail.lowerBound + place)
            let stop = head.lowerBound + end - tail.count
            guard two.isTokenEnd(stop), isStart || run.edges == .tail,
                run.edges != .letters, run.edges != .spaced, run.edges != .glued
            else { return nil }
            let from = run.edges == .tail ? tail.lowerBound : tail.lowerBound + place
            return (from..<tail.upperBound, head.lowerBound..<stop)
        }

        private func hit(
            _ range: Range<Int>, _ stream: LetterStream, _ message: ScannedMessage, _ run: Needles.Run
        ) -> LinkedHit {
            let first = message.tokens[Int(stream.tokens[range.lowerBound])].range.lowerBound
            let last = message.tokens[Int(stream.tokens[range.upperBound - 1])].range.upperBound
            return LinkedHit(range: first..<last, known: run.known)
        }
    }
}
