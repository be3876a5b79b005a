/// A known value that begins in one message and ends in a later one.
struct Bridge {
    private let left: LinkedFindings.Stretch
    private let right: LinkedFindings.Stretch
    private let book: NeedleBook
    /// The most letters and digits of one side.
    private static let reach = 40
    /// The most words between a number's first part and the end of its message, and likewise at the beginning of the other.
    private static let wordsBetween = 6

    init(_ left: LinkedFindings.Stretch, _ right: LinkedFindings.Stretch, _ book: NeedleBook) {
        self.left = left
        self.right = right
        self.book = book
    }

    /// The two parts of every value that crosses over.
    func hits() -> [(LinkedHit, LinkedHit)] {
        var found: [(LinkedHit, LinkedHit)] = []
        let (one, two) = (left.streams.written, right.streams.written)
        digits(left.written, right.written, one, two, &found)
        if left.streams.spelled != nil || right.streams.spelled != nil {
            digits(
                left.spelled, right.spelled, left.streams.spelled ?? one, right.streams.spelled ?? two, &found
            )
        }
        guard right.place == left.place + 1 else { return found }
        let count = one.bytes.count
        crossing(
            max(0, count - Self.reach)..<count, 0..<min(two.bytes.count, Self.reach), one, two,
            isDigits: false, &found)
        return found
    }

    /// The last digits of one side with the first ones of the other, when at most a few words stand between.
    private func digits(
        _ tail: Digits, _ head: Digits, _ one: LetterStream, _ two: LetterStream,
        _ found: inout [(LinkedHit, LinkedHit)]
    ) {
        guard let tail = tail.last, let head = head.first else { return }
        crossing(tail, head, one, two, isDigits: true, &found)
    }

    /// The first and the last digits of a message, each when at most a few words stand before or behind them.
    struct Digits {
        let first: Range<Int>?
        let last: Range<Int>?

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

    private func crossing(
        _ tail: Range<Int>, _ head: Range<Int>, _ one: LetterStream, _ two: LetterStream, isDigits: Bool,
        _ found: inout [(LinkedHit, LinkedHit)]
    ) {
        guard tail.count >= 2, head.count >= 2 else { return }
        let total = tail.count + head.count
        func byte(_ place: Int) -> UInt8 {
            place < tail.count
                ? one.bytes[tail.lowerBound + place] : two.bytes[head.lowerBound + place - tail.count]
        }
        var word: UInt32 = 0
        for end in 0..<min(total, tail.count + 3) {
            word = word >> 8 | UInt32(byte(end)) << 24
            let place = end - 3
            // WHY: nearly always none begins there.
            guard place >= 0, let first = book.firstRun(word) else { continue }
            book.forEachRun(first, at: place, of: total, byte) { run in
                guard run.isDigits == isDigits,
                    let parts = parts(run, place, tail, head, one, two)
                else { return }
                found.append(parts)
            }
        }
    }

    /// Both parts of a run that begins at a place of the joined sides, if it crosses over and ends as it must.
    private func parts(
        _ run: Needles.Run, _ place: Int, _ tail: Range<Int>, _ head: Range<Int>, _ one: LetterStream,
        _ two: LetterStream
    ) -> (LinkedHit, LinkedHit)? {
        let end = place + run.count
        guard end > tail.count, tail.count - place >= 2, end - tail.count >= 2 else { return nil }
        let isStart = place + tail.lowerBound == 0 || one.isTokenStart(tail.lowerBound + place)
        let stop = head.lowerBound + end - tail.count
        guard two.isTokenEnd(stop), isStart || run.edges == .tail, run.edges != .letters else { return nil }
        let from = run.edges == .tail ? tail.lowerBound : tail.lowerBound + place
        return (
            hit(from..<tail.upperBound, one, left.message, run),
            hit(head.lowerBound..<stop, two, right.message, run)
        )
    }

    private func hit(
        _ range: Range<Int>, _ stream: LetterStream, _ message: ScannedMessage, _ run: Needles.Run
    ) -> LinkedHit {
        let first = message.tokens[Int(stream.tokens[range.lowerBound])].range.lowerBound
        let last = message.tokens[Int(stream.tokens[range.upperBound - 1])].range.upperBound
        return LinkedHit(range: first..<last, known: run.known)
    }
}
