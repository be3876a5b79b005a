import Conversations

/// A message cut into words, with the cues of its language.
struct MessageText: Sendable {
    let bytes: [UInt8]
    let placeholders: [Placeholder]
    private(set) var words: [Word] = []
    /// The lexicon that reads it, `nil` when no language was recognised.
    private(set) var language: Int?

    init(_ text: TreatedText, _ table: WordTable, fallback: Int?) {
        bytes = Array(text.text.utf8)
        placeholders = text.placeholders
        words.reserveCapacity(bytes.count / 5 + 1)
        var position = 0
        for hidden in placeholders {
            read(position..<hidden.range.lowerBound, table)
            appendPlaceholder(hidden)
            position = hidden.range.upperBound
        }
        read(position..<bytes.count, table)
        language = recognise(table, fallback: fallback)
        if let language { mark(language, table) }
    }

    private mutating func read(_ range: Range<Int>, _ table: WordTable) {
        WordReader.scan(bytes, range) { start, end, shape, isASCII in
            let reading: WordRows.Reading
            if isASCII {
                reading = table.read(bytes, start..<end)
            } else {
                reading = table.read(String(decoding: bytes[start..<end], as: UTF8.self).lowercased())
            }
            words.append(
                Word(
                    start: Int32(start), end: Int32(end), key: reading.key, stem: reading.stem,
                    row: reading.row, shape: shape, deedStart: reading.deedStart))
        }
    }

    private mutating func appendPlaceholder(_ hidden: Placeholder) {
        // WHY: a key with a control character first cannot be typed as a word, so no text equals a
        // placeholder.
        let key = WordKey.of("\u{1}\(hidden.fieldClass) \(hidden.token ?? "")")
        words.append(
            Word(
                start: Int32(hidden.range.lowerBound), end: Int32(hidden.range.upperBound), key: key,
                stem: key, row: -1, shape: .placeholder))
    }

    private static let fewWords: Int32 = 3
    private static let knownPart: Int32 = 3
    private static let familiarPart: Int32 = 3

    private func recognise(_ table: WordTable, fallback: Int?) -> Int? {
        var hits = SIMD8<Int32>(repeating: 0)
        var known = hits
        var readable: Int32 = 0
        for word in words where word.isLetters {
            readable += 1
            let votes = table.votes(word.row)
            hits &+= votes
            known.replace(with: known &+ 1, where: votes .> 0)
        }
        let best = hits.max()
        // WHY: "waar is mijn pakket" shares one small word with English and is none.
        if readable >= Self.fewWords, known.max() * Self.knownPart < readable {
            return fallback.flatMap { known[$0] > 0 ? $0 : nil }
        }
        if best < readable, readable > Self.fewWords {
            // WHY: "Received, thanks. Refund Friday." has hardly a word that tells a language, and goes on in the last.
            let isFamiliar = fallback.map { hits[$0] * Self.familiarPart >= readable } ?? false
            return isFamiliar ? fallback : nil
        }
        if let fallback, best - hits[fallback] < table.stopVote { return fallback }
        return best == 0 ? fallback : (0..<table.languages).first { hits[$0] == best }
    }

    private mutating func mark(_ language: Int, _ table: WordTable) {
        for index in words.indices where words[index].row >= 0 || words[index].deedStart > 0 {
            words[index].cue.formUnion(table.cues(words[index].row, language: language))
            words[index].deed = table.deeds(words[index], language: language)
            let next = index + 1 < words.count ? words[index + 1].key : 0
            table.forEachSequence(words[index].row, then: next, language: language) { sequence in
                guard let length = match(sequence, after: index) else { return }
                for covered in index...(index + length) { words[covered].cue.insert(sequence.cue) }
            }
        }
    }

    private func match(_ sequence: WordRows.Sequence, after index: Int) -> Int? {
        let length = sequence.rest.count + (sequence.prefix == nil ? 0 : 1)
        guard index + length < words.count else { return nil }
        for (offset, key) in sequence.rest.enumerated() where words[index + 1 + offset].key != key {
            return nil
        }
        if let prefix = sequence.prefix {
            let last = words[index + length]
            guard !last.isPlaceholder, lower(last).starts(with: prefix) else { return nil }
        }
        return length
    }

    /// A word's lower-case bytes.
    func lower(_ word: Word) -> [UInt8] {
        let spelled = bytes[Int(word.start)..<Int(word.end)]
        if spelled.allSatisfy({ $0 < 0x80 }) {
            return spelled.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        }
        return Array(String(decoding: spelled, as: UTF8.self).lowercased().utf8)
    }

    /// What stands hidden at a word; `nil` for plain text.
    func placeholder(at index: Int) -> Placeholder? {
        placeholders.first { $0.range.lowerBound == Int(words[index].start) }
    }

    /// The bytes between two neighbouring words.
    func gap(after index: Int) -> ArraySlice<UInt8> {
        let start = Int(words[index].end)
        return bytes[start..<(index + 1 < words.count ? Int(words[index + 1].start) : bytes.count)]
    }

    /// Whether a gap holds a sign of several bytes.
    func holds(_ gap: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
        guard gap.count >= mark.count else { return false }
        return (gap.startIndex...(gap.endIndex - mark.count)).contains {
            gap[$0..<($0 + mark.count)].elementsEqual(mark)
        }
    }
}
