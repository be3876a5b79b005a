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
        let (one, two) = (left.streams, right.streams)
        var found = digits(one.written, two.written)
        if one.spelled != nil || two.spelled != nil {
            found += digits(one.spelled ?? one.written, two.spelled ?? two.written)
        }
        guard right.place == left.place + 1 else { return found }
        let count = one.written.bytes.count
        return found
            + crossing(
                max(0, count - Self.reach)..<count, 0..<min(two.written.bytes.count, Self.reach), one.written,
                two.written
            ) {
                !$0.bytes.allSatisfy(\.isDigit)
            }
    }

    /// The last digits of one side with the first ones of the other, when at most a few words stand between.
    private func digits(_ one: LetterStream, _ two: LetterStream) -> [(LinkedHit, LinkedHit)] {
        guard let last = lastDigit(one), let first = firstDigit(two) else { return [] }
        var start = last
        while start > 0, one.bytes[start - 1].isDigit, last - start < Self.reach { start -= 1 }
        var end = first + 1
        while end < two.bytes.count, two.bytes[end].isDigit, end - first < Self.reach { end += 1 }
        return crossing(start..<last + 1, first..<end, one, two) { $0.bytes.allSatisfy(\.isDigit) }
    }

    private func lastDigit(_ stream: LetterStream) -> Int? {
        var place = stream.bytes.count - 1
        while place >= 0, left.message.tokens.count - Int(stream.tokens[place]) <= Self.wordsBetween {
            if stream.bytes[place].isDigit { return place }
            place -= 1
        }
        return nil
    }

    private func firstDigit(_ stream: LetterStream) -> Int? {
        var place = 0
        while place < stream.bytes.count, stream.tokens[place] <= Self.wordsBetween {
            if stream.bytes[place].isDigit { return place }
            place += 1
        }
        return nil
    }

    private func crossing(
        _ tail: Range<Int>, _ head: Range<Int>, _ one: LetterStream, _ two: LetterStream,
        _ accepts: (Needles.Run) -> Bool
    ) -> [(LinkedHit, LinkedHit)] {
        guard tail.count >= 2, head.count >= 2, mayCross(tail, head, one, two) else { return [] }
        let joined = Array(one.bytes[tail]) + Array(two.bytes[head])
        var found: [(LinkedHit, LinkedHit)] = []
        ListView.withView(of: joined) { view in
            book.forEachRun(in: view, startingBefore: tail.count) { place, run in
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

    /// Whether some value may begin in the tail and end in the head; nearly always none does.
    private func mayCross(
        _ tail: Range<Int>, _ head: Range<Int>, _ one: LetterStream, _ two: LetterStream
    ) -> Bool {
        var word: UInt32 = 0
        let end = tail.count + min(head.count, 3)
        for place in 0..<end {
            let byte =
                place < tail.count
                ? one.bytes[tail.lowerBound + place] : two.bytes[head.lowerBound + place - tail.count]
            word = word >> 8 | UInt32(byte) << 24
            if place >= 3, book.mayBegin(word) { return true }
        }
        return false
    }

    private func hit(
        _ range: Range<Int>, _ stream: LetterStream, _ message: ScannedMessage, _ run: Needles.Run
    ) -> LinkedHit {
        let first = message.tokens[Int(stream.tokens[range.lowerBound])].range.lowerBound
        let last = message.tokens[Int(stream.tokens[range.upperBound - 1])].range.upperBound
        return LinkedHit(range: first..<last, fieldClass: run.fieldClass, known: run.known)
    }
}
