import Conversations

/// A message cut into words, with the cues of its language.
struct MessageText {
    let bytes: [UInt8]
    let placeholders: [Placeholder]
    private(set) var words: [Word] = []
    /// The lexicon that reads it, `nil` when no language was recognised.
    private(set) var language: Int?

    init(_ text: TreatedText, vocabulary: inout Vocabulary, fallback: Int?) {
        bytes = Array(text.text.utf8)
        placeholders = text.placeholders
        words.reserveCapacity(bytes.count / 5)
        var position = 0
        for hidden in placeholders {
            read(position..<hidden.range.lowerBound, &vocabulary)
            appendPlaceholder(hidden, &vocabulary)
            position = hidden.range.upperBound
        }
        read(position..<bytes.count, &vocabulary)
        language = recognise(&vocabulary, fallback: fallback)
        if let language { mark(language, &vocabulary) }
    }

    private mutating func read(_ range: Range<Int>, _ vocabulary: inout Vocabulary) {
        var found: [(Int, Int, Word.Shape, Bool)] = []
        WordReader.scan(bytes, range) { found.append(($0, $1, $2, $3)) }
        for (start, end, shape, isPlain) in found {
            let spelled = String(decoding: bytes[start..<end], as: UTF8.self)
            let number = vocabulary.number(of: isPlain ? spelled : spelled.lowercased())
            words.append(
                Word(
                    start: Int32(start), end: Int32(end), number: number, stem: vocabulary.stem(number),
                    shape: shape))
        }
    }

    private mutating func appendPlaceholder(_ hidden: Placeholder, _ vocabulary: inout Vocabulary) {
        // WHY: a key with a control character first cannot be typed as a word, so no text equals a
        // placeholder.
        let key = "\u{1}\(hidden.fieldClass) \(hidden.token ?? "")"
        words.append(
            Word(
                start: Int32(hidden.range.lowerBound), end: Int32(hidden.range.upperBound),
                number: vocabulary.number(of: key), stem: 0, shape: .placeholder))
    }

    private func recognise(_ vocabulary: inout Vocabulary, fallback: Int?) -> Int? {
        var hits = Array(repeating: 0, count: vocabulary.table.languages)
        var readable = 0
        for word in words where word.isLetters {
            readable += 1
            for language in hits.indices {
                let cues = vocabulary.cues(word.number, language: language)
                // WHY: a stop word says more about the language than a cue, which may be a name or borrowed.
                hits[language] += cues.contains(.stop) ? 8 : cues.isEmpty ? 0 : 1
            }
        }
        let best = hits.max() ?? 0
        if best < readable, readable > 3 { return nil }
        if let fallback, hits[fallback] == best { return fallback }
        return best == 0 ? fallback : hits.firstIndex(of: best)
    }

    private mutating func mark(_ language: Int, _ vocabulary: inout Vocabulary) {
        for index in words.indices where !words[index].isPlaceholder {
            words[index].cue.formUnion(vocabulary.cues(words[index].number, language: language))
            guard Int(words[index].number) < vocabulary.table.sequences.count else { continue }
            for sequence in vocabulary.table.sequences[Int(words[index].number)]
            where sequence.language == language {
                guard let length = match(sequence, after: index, vocabulary) else { continue }
                for covered in index...(index + length) { words[covered].cue.insert(sequence.cue) }
            }
        }
    }

    private func match(_ sequence: WordTable.Sequence, after index: Int, _ vocabulary: Vocabulary) -> Int? {
        let length = sequence.rest.count + (sequence.prefix == nil ? 0 : 1)
        guard index + length < words.count else { return nil }
        for (offset, number) in sequence.rest.enumerated()
        where words[index + 1 + offset].number != number { return nil }
        if let prefix = sequence.prefix {
            let last = words[index + length]
            guard !last.isPlaceholder, vocabulary.text(last.number).hasPrefix(prefix) else { return nil }
        }
        return length
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
}
