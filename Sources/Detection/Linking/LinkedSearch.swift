import Conversations

/// One message held against the needles of known values.
///
/// WHY: a class, so that the questions asked for every word do not copy what they are asked of.
final class LinkedSearch {
    let message: ScannedMessage
    let bytes: ListView<UInt8>
    let tokens: ListView<Token>
    let streams: LinkedStreams
    let traits: MessageTraits
    let book: NeedleBook
    let previous: ScannedMessage?
    let words: DetectorWords
    var dates: DateReader { DateReader(message, book.rules) }
    var hits: [LinkedHit] = []
    /// How many needles and words were compared and how many hits that gave: the work that an input causes.
    var work = 0

    // WHY: read in place; a copy would count a dozen references.
    var needles: Needles { _read { yield book.needles } }

    init(_ message: ScannedMessage, _ streams: LinkedStreams, _ book: NeedleBook, previous: ScannedMessage?) {
        self.message = message
        bytes = message.bytes
        tokens = message.tokens
        self.streams = streams
        traits = streams.traits
        self.book = book
        self.previous = previous
        words = book.rules.words
    }

    func run() {
        runs(streams.written, isSpelled: false)
        if let spelled = streams.spelled { runs(spelled, isSpelled: true) }
        if let counted = streams.counted { runs(counted, isSpelled: true) }
        if let digits = streams.digits { scattered(digits) }
        let hasNames = !needles.words.isEmpty
        let hasShorts = !needles.shorts.isEmpty
        let hasNumbers = !needles.numbers.isEmpty
        let hasLoneWords = !needles.loneWords.isEmpty
        let hasDays = !needles.days.isEmpty
        let hasPlaces = !needles.places.isEmpty
        let hasInitials = !needles.initials.isEmpty
        let hasReferences = !needles.references.isEmpty
        let hasMarks = message.mayHaveSign(Self.marks)
        for place in tokens.indices {
            if hasNames { name(at: place) }
            if hasMarks, isMarked(place) { broken(at: place) }
            if hasInitials, tokens[place].count == 1 { initials(at: place) }
            if hasShorts, tokens[place].count <= 4 { short(at: place) }
            if hasNumbers, tokens[place].kind == .digits, tokens[place].count <= 6 { end(at: place) }
            if hasReferences {
                if tokens[place].kind != .letters { reference(at: place) }
                if isElided(place) { elided(at: place) }
            }
            if hasDays, mayBeDay(place) { day(at: place) }
            if hasPlaces { city(at: place) }
            if hasLoneWords {
                loneWord(at: place)
                if tokens[place].kind == .mixed { gluedHouse(at: place) }
            }
        }
        if hasDays {
            spokenDays()
            holidays()
        }
        if !needles.emails.isEmpty, message.signs.count > 0 { brokenEmails() }
        if hasNumbers, let spelled = streams.spelled { spelledEnds(spelled) }
        if !needles.streets.isEmpty { streets() }
        if !needles.leet.isEmpty { leet() }
        if !needles.housesOf.isEmpty { houses() }
    }

    // A question mark or a star: what stands for letters that are lost or hidden.
    private static let marks = ScannedMessage.signs([0x3F, 0x2A])

    /// Known days alone: a message may ask for the day that the next one says.
    func days() {
        guard !needles.days.isEmpty else { return }
        for place in tokens.indices where mayBeDay(place) { day(at: place) }
        spokenDays()
    }

    /// Whether a day may begin at a token: with a number or with the name of a month.
    @inline(__always) private func mayBeDay(_ place: Int) -> Bool {
        !traits.words[place].isDisjoint(with: [.number, .counting])
    }

    func lists(_ place: Int) -> Lexicon.Lists {
        tokens.indices.contains(place) ? message.lists[place] : 0
    }

    func add(_ range: Range<Int>, _ known: Int) {
        if hits.isEmpty { hits.reserveCapacity(8) }
        hits.append(LinkedHit(range: range, known: known))
    }

    private func runs(_ stream: LetterStream, isSpelled: Bool) {
        book.forEachRun(in: stream.bytes) { place, run in
            work += run.count
            let range = place..<place + run.count
            guard fits(run, range, stream), let folded = folded(range, stream, isSpelled: isSpelled)
            else { return }
            // WHY: six digits are few: "model 900417" is no end of a telephone number.
            if run.edges == .name, isOrdinaryPhrase(stream.tokens[place], stream.tokens[range.upperBound - 1])
            {
                return
            }
            if run.isDigits, run.count <= 6, isOtherNumber(Int(stream.tokens[place]), folded) { return }
            if !run.isDigits, run.edges == .words,
                isPlace(run, stream.tokens[place], stream.tokens[range.upperBound - 1])
            {
                return
            }
            add(extended(folded, run, place, stream), run.known)
        }
    }

    /// Whether a street without a number goes on as a place does: `the Baker Street station`.
    private func isPlace(_ run: Needles.Run, _ first: Int32, _ last: Int32) -> Bool {
        isPlaceNamed(Int(first), Int(last)) && !book.letters(of: run).contains(where: \.isDigit)
            && book.rules.tables.linkKind(of: needles.fieldClasses[run.known]) == .address
    }

    /// The folded bytes of a stretch of a stream.
    private func folded(_ range: Range<Int>, _ stream: LetterStream, isSpelled: Bool) -> Range<Int>? {
        let first = tokens[Int(stream.tokens[range.lowerBound])].range
        let last = tokens[Int(stream.tokens[range.upperBound - 1])].range
        guard !isSpelled else {
            // WHY: what explains the last letter tells it again: `T as in Tango`.
            let place = Int(stream.tokens[range.upperBound - 1])
            let behind = tokens[place].count == 1 ? book.spelling.wordsBehindLetter(at: place, message) : 0
            return first.lowerBound..<max(last.upperBound, tokens[place + behind].range.upperBound)
        }
        let start = first.lowerBound + stream.offset(range.lowerBound)
        let end = last.lowerBound + stream.offset(range.upperBound - 1) + 1
        return start..<end
    }

    /// Whether a run is bounded as it must be and its parts stand close together.
    private func fits(_ run: Needles.Run, _ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let text = stream.bytes
        let isStart = stream.isTokenStart(range.lowerBound)
        let isEnd = stream.isTokenEnd(range.upperBound)
        func changes(_ place: Int) -> Bool { text[place - 1].isDigit != text[place].isDigit }
        switch run.edges {
        case .free: return true
        case .words:
            guard isStart || changes(range.lowerBound), isEnd || changes(range.upperBound) else {
                return false
            }
        case .name:
            guard isStart || changes(range.lowerBound), isEnd || changes(range.upperBound) else {
                return false
            }
            return isOneName(range, stream)
        case .unbroken:
            guard isStart, isEnd else { return false }
            return isUnbroken(range, stream)
        case .digits:
            guard isStart || !text[range.lowerBound - 1].isDigit, isEnd || !text[range.upperBound].isDigit
            else {
                return false
            }
        case .tail:
            guard isEnd || !text[range.upperBound].isDigit else { return false }
        case .head:
            guard isStart || !text[range.lowerBound - 1].isDigit else { return false }
        case .letters:
            if stream.tokens[range.lowerBound] == stream.tokens[range.upperBound - 1] {
                return !stream.isSpelled && isGluedName(range, stream)
            }
            guard isStart, isEnd else { return false }
            return isLetterByLetter(range, stream)
        case .spaced:
            guard isStart, isEnd else { return false }
            return isLetterByLetter(range, stream)
        case .glued:
            guard stream.tokens[range.lowerBound] == stream.tokens[range.upperBound - 1] else { return false }
            // WHY: "anniversary" is not Ann Ivers; a long name within a word is no chance.
            let end = range.upperBound
            return range.count >= 10 || isGluedName(range, stream)
                || isStart && (isEnd || end + 1 <= text.count && stream.isTokenEnd(end + 1))
        }
        return isClose(range, stream)
    }

    /// Parts of a name within one line and one sentence: `Smith. I …` is no `SmithI`.
    private func isOneName(_ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let first = Int(stream.tokens[range.lowerBound])
        let last = Int(stream.tokens[range.upperBound - 1])
        let isSpelled = range.count < last - first + 1
        // WHY: "Paris and Lyon" are two towns; "A and D A" is spelled.
        if stream.isSpelled, range.count > (last - first + 1) * 2,
            (first..<last).contains(where: { lists($0) & words.digitFillers != 0 })
        {
            return false
        }
        return (first..<last).allSatisfy { place in
            let gap = bytes[message.gap(after: place)]
            return gap.count <= (isSpelled ? 8 : 4) && !gap.contains(0x0A)
                && (tokens[place].count == 1 || !gap.elementsEqual([0x2E, 0x20]))
        }
    }

    /// Parts joined by signs alone.
    private func isUnbroken(_ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let first = Int(stream.tokens[range.lowerBound])
        let last = Int(stream.tokens[range.upperBound - 1])
        return (first..<last).allSatisfy { place in
            let gap = message.gap(after: place)
            return gap.count <= 3 && !bytes[gap].contains { $0.isBlank }
        }
    }

    /// Parts at most a few signs apart.
    private func isClose(_ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let first = Int(stream.tokens[range.lowerBound])
        let last = Int(stream.tokens[range.upperBound - 1])
        guard first < last else { return true }
        if stream.isSpelled, stream.bytes[range.lowerBound].isDigit,
            isMixed(range.map { Int(stream.tokens[$0]) })
        {
            return false
        }
        let isSpelled = range.count < last - first + 1
        return (first..<last).allSatisfy { message.gap(after: $0).count <= (isSpelled ? 8 : 6) }
    }

    /// A single name over several tokens only as `M a r i a`, or with one sign and no space between parts.
    private func isLetterByLetter(_ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let first = Int(stream.tokens[range.lowerBound])
        let last = Int(stream.tokens[range.upperBound - 1])
        // WHY: one token is the words' business, which asks whether the word is ordinary.
        guard first < last else { return false }
        let isWordByWord =
            stream.isSpelled
            && (range.lowerBound + 1..<range.upperBound).allSatisfy {
                stream.tokens[$0] != stream.tokens[$0 - 1]
            }
        let isSingle = isWordByWord || (first...last).allSatisfy { tokens[$0].count == 1 }
        // WHY: "bank's" is not Banks.
        if tokens[last].count == 1, tokens[last - 1].count > 1,
            bytes[message.gap(after: last - 1)].elementsEqual([0x27])
        {
            return false
        }
        if !isSingle, isCutInTwo(first, last, range.count) || isCutAtParticles(first, last) { return true }
        return (first..<last).allSatisfy { place in
            let gap = message.gap(after: place)
            return gap.count <= 3 && (isSingle || !bytes[gap].contains { $0.isBlank })
        }
    }

    /// `Wolsten-` and `holme` on the next line, or a long name with a blank in it.
    private func isCutInTwo(_ first: Int, _ last: Int, _ count: Int) -> Bool {
        guard last == first + 1 else { return false }
        let gap = bytes[message.gap(after: first)]
        if gap.count <= 4, gap.first == 0x2D, gap.contains(0x0A) { return true }
        // WHY: "the pen rose" is not Penrose; a part that is a word needs the capital of the other.
        let areStrange = lists(first) == 0 && lists(last) == 0
        return count >= 7 && gap.elementsEqual([0x20])
            && (areStrange || (lists(first) == 0 || lists(last) == 0) && message.isCapitalised(first))
            && min(tokens[first].count, tokens[last].count) >= 3
    }

    /// `De La Croix` for Delacroix.
    private func isCutAtParticles(_ first: Int, _ last: Int) -> Bool {
        tokens[last].count >= 3 && message.isCapitalised(last)
            && (first..<last).allSatisfy {
                lists($0) & words.particles != 0 && bytes[message.gap(after: $0)].elementsEqual([0x20])
            }
    }

    /// Long numbers told piece by piece with words between: `first 07700, then 900 and at last 146`.
    private func scattered(_ stream: LetterStream) {
        book.forEachRun(in: stream.bytes) { place, run in
            let range = place..<place + run.count
            guard run.isDigits, run.count >= 7, run.edges == .digits || run.edges == .tail,
                run.edges == .tail || stream.isTokenStart(place), stream.isTokenEnd(range.upperBound)
            else { return }
            let parts = range.map { Int(stream.tokens[$0]) }
            guard !isMixed(parts), !isCounted(parts) else { return }
            let isNear = zip(parts, parts.dropFirst()).allSatisfy { left, right in
                left == right
                    || right - left <= 8
                        && tokens[right].range.lowerBound - tokens[left].range.upperBound <= 48
            }
            work += parts.count
            guard isNear else { return }
            var last = -1
            for part in parts where part != last {
                add(tokens[part].range, run.known)
                last = part
            }
        }
    }

    /// Whether some parts of a number stand as a decimal and others words apart, as of amounts: `page 77 … as 81.55`.
    private func isMixed(_ parts: [Int]) -> Bool {
        var (isDecimal, isApart) = (false, false)
        for (left, right) in zip(parts, parts.dropFirst()) where left != right {
            let gap = bytes[message.gap(after: left)]
            isDecimal = isDecimal || gap.elementsEqual([0x2E]) || gap.elementsEqual([0x2C])
            isApart = isApart || right - left > 1
        }
        return isDecimal && isApart
    }

    /// Whether numbers far apart count things: `8821 parts and 3045 screws`.
    private func isCounted(_ parts: [Int]) -> Bool {
        zip(parts, parts.dropFirst()).contains { left, right in
            guard right - left > 1, tokens[left].kind == .digits else { return false }
            let next = left + 1
            return tokens[next].kind == .letters && tokens[next].count >= 4
                && lists(next) & ~words.otherNumbers == 0
                && bytes[message.gap(after: left)].elementsEqual([0x20])
        }
    }

    /// The whole number that ends like this one, the whole of an encoded word, and what hangs on a postcode.
    private func extended(
        _ range: Range<Int>, _ run: Needles.Run, _ place: Int, _ stream: LetterStream
    ) -> Range<Int> {
        let end = range.upperBound
        switch run.edges {
        case .tail: return wholeNumber(place, run.count, stream, range.lowerBound)..<end
        case .head: return range.lowerBound..<endOfNumber(range, place + run.count, stream)
        case .free: return encodedWord(range)
        case .words, .digits:
            guard run.count == 5, end + 4 < bytes.count, bytes[end] == 0x2D,
                bytes[end + 1..<end + 5].allSatisfy(\.isDigit),
                end + 5 == bytes.count || !bytes[end + 5].isWord
            else { return range }
            return range.lowerBound..<end + 5
        case .letters, .unbroken, .name, .spaced, .glued: return range
        }
    }

    /// Where a number begins whose end was found; at most fifteen digits, close together.
    private func wholeNumber(_ place: Int, _ count: Int, _ stream: LetterStream, _ found: Int) -> Int {
        var first = place
        while first > 0, stream.bytes[first - 1].isDigit, place + count - first < 15 {
            let left = Int(stream.tokens[first - 1])
            let right = Int(stream.tokens[first])
            guard right - left <= 2, left == right || message.gap(after: left).count <= 3 else { break }
            if left != right, !stream.isSpelled, bytes[message.gap(after: left)].contains(0x2C) { break }
            // WHY: in "after six, 07700 900190" the hour is no part of the number.
            if left != right, tokens[left].kind == .letters, tokens[right].kind == .digits { break }
            first -= 1
        }
        let token = tokens[Int(stream.tokens[first])].range
        var start = first == place ? found : token.lowerBound
        if first < place, tokens[Int(stream.tokens[first])].kind == .digits {
            start = token.lowerBound + stream.offset(first)
        }
        while start > 0, bytes[start - 1] == 0x2B || bytes[start - 1] == 0x28 { start -= 1 }
        return start
    }

    /// Where a number ends that was found by its beginning.
    private func endOfNumber(_ range: Range<Int>, _ next: Int, _ stream: LetterStream) -> Int {
        var end = range.upperBound
        var place = next
        while place < stream.bytes.count, stream.bytes[place].isDigit, place - next < 8 {
            let (left, right) = (Int(stream.tokens[place - 1]), Int(stream.tokens[place]))
            guard right - left <= 1, left == right || message.gap(after: left).count <= 3 else { break }
            let token = tokens[right].range
            end = stream.isSpelled ? token.upperBound : token.lowerBound + stream.offset(place) + 1
            place += 1
        }
        return end
    }

    /// A base64 or hexadecimal word around what was found in it.
    private func encodedWord(_ range: Range<Int>) -> Range<Int> {
        guard bytes[range].allSatisfy({ $0 < 0x80 }) else { return range }
        let isPart: (UInt8) -> Bool = { $0.isWord || $0 == 0x2B || $0 == 0x2F || $0 == 0x3D || $0 == 0x5F }
        var start = range.lowerBound
        var end = range.upperBound
        while start > 0, range.lowerBound - start < 64, isPart(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, end - range.upperBound < 64, isPart(bytes[end]) { end += 1 }
        return start..<end
    }
}
