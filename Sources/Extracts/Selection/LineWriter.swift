/// Turns chosen words into lines: byte ranges, headings and reasons.
struct LineWriter {
    private let history: History
    private let labels: SectionLabels
    private let scorer: SentenceScorer
    private let open: OpenItems
    private let marks: LineMarks
    private let taken: [Bool]
    private let isTouched: [Bool]

    private static let reasonsMax = 3

    init(_ analysis: Analysis, _ selection: Selection) {
        history = analysis.history
        open = analysis.open
        scorer = analysis.scorer
        marks = LineMarks(analysis)
        labels = SectionLabels(analysis)
        taken = selection.taken
        isTouched = selection.isSentenceTouched
    }

    /// All lines; a sentence taken whole is a line, anything shorter a fact.
    func extract() -> Extract {
        var facts: [ExtractLine] = []
        var lines: [ExtractLine] = []
        for index in history.sentences.indices where isTouched[index] {
            let sentence = history.sentences[index]
            for run in runs(of: sentence) {
                let isWhole = run == sentence.words
                let line = ExtractLine(
                    message: sentence.message, range: isWhole ? sentence.bytes : bytes(run, sentence),
                    section: labels.section(of: index, words: run),
                    reasons: isWhole ? sentenceReasons(index) : factReasons(index, run),
                    marks: marks.marks(of: index, words: run), related: marks.related(to: index, words: run),
                    timesGiven: marks.timesGiven(index, words: run))
                if isWhole { lines.append(line) } else { facts.append(line) }
            }
        }
        return Extract(
            facts: facts, lines: lines, withoutLexicon: history.withoutLexicon,
            isBudgetTooSmall: facts.isEmpty && lines.isEmpty && history.spokenCount > 0,
            withoutRoom: withoutRoom(besides: facts + lines))
    }

    /// The headings of sentences that tell something, as far as no line stands under them.
    private func withoutRoom(besides lines: [ExtractLine]) -> [Section] {
        var missing = Set(Section.allCases).subtracting(lines.map(\.section))
        var found: Set<Section> = []
        for (index, sentence) in history.sentences.enumerated() where sentence.origin == .own {
            if missing.isEmpty { break }
            guard !sentence.saysLittle, !sentence.isCourtesy else { continue }
            if let section = missing.remove(labels.section(of: index, words: sentence.words)) {
                found.insert(section)
            }
        }
        return Section.allCases.filter(found.contains)
    }

    private func runs(of sentence: Sentence) -> [Range<Int>] {
        let first = history.firstWord[sentence.message]
        var runs: [Range<Int>] = []
        var start: Int?
        for word in sentence.words {
            if taken[first + word] {
                start = start ?? word
            } else if let begun = start {
                runs.append(begun..<word)
                start = nil
            }
        }
        if let begun = start { runs.append(begun..<sentence.words.upperBound) }
        return runs
    }

    /// From the first word, with a sign that belongs to it, to the last, with the marks a value ends in.
    private func bytes(_ run: Range<Int>, _ sentence: Sentence) -> Range<Int> {
        let text = history.prepared[sentence.message].text
        var start = Int(text.words[run.lowerBound].start)
        let floor = run.lowerBound > 0 ? Int(text.words[run.lowerBound - 1].end) : 0
        var lead = start - 1
        while lead > floor, text.bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
        if lead >= floor, Self.isValueSign(text.bytes, lead) { start = lead }
        var end = Int(text.words[run.upperBound - 1].end)
        let ceiling =
            run.upperBound < text.words.count ? Int(text.words[run.upperBound].start) : text.bytes.count
        if end < ceiling, Self.isValueSign(text.bytes, end), text.words[run.upperBound - 1].isDigits {
            end += WordReader.decode(text.bytes, end).1
        } else if text.words[run.upperBound - 1].isDigits {
            end = WordReader.unit(text.bytes, after: end, before: ceiling) ?? end
        }
        return start..<end
    }

    private static func isValueSign(_ bytes: [UInt8], _ position: Int) -> Bool {
        let scalar = WordReader.decode(bytes, position).0
        return scalar == "#" || scalar == "+" || scalar == "%"
            || scalar.properties.generalCategory == .currencySymbol
    }

    private func sentenceReasons(_ index: Int) -> [String] {
        let ranked = zip(Feature.allCases, scorer.terms(of: index)).enumerated().filter { $0.element.1 > 0 }
            .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
        return acts(index) + ranked.prefix(Self.reasonsMax).map(\.element.0.rawValue)
    }

    private func factReasons(_ index: Int, _ run: Range<Int>) -> [String] {
        var reasons = acts(index)
        for mention in history.entitiesOfSentence[index] {
            let entity = history.entities[mention]
            let name = "value:" + entity.kind.rawValue
            if run.overlaps(entity.words), !reasons.contains(name) { reasons.append(name) }
        }
        return reasons
    }

    private func acts(_ index: Int) -> [String] {
        var acts: [String] = []
        let sentence = history.sentences[index]
        if open.isOpenQuestion[index] { acts.append("open_question") }
        if open.isAwaited[index] { acts.append("awaited_answer") }
        if open.isOpenPromise[index] { acts.append("open_promise") }
        if open.isOpenEscalation[index] { acts.append("open_escalation") }
        if history.isStaffSide(sentence), sentence.reportsOutcome { acts.append("outcome") }
        if sentence.origin == .quoted { acts.append("quoted") }
        return acts
    }
}
