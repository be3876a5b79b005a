extension PatternSearch {
    /// Digits that are told in words, as far as they are read.
    private struct SpokenRun {
        var digits = 0
        /// Tokens that are words for digits, and groups of two digits and more as written.
        var told = 0
        var written = 0
        /// How often the next digit counts.
        var times = 1
        /// Whether the last word leaves room for a unit: `forty`.
        var hasTens = false
        /// Whether a word for hundreds or more is among them: of short numbers that makes an amount.
        var hasHundreds = false
        var end = 0

        mutating func add(_ count: Int, until end: Int) {
            digits += count * times
            times = 1
            hasTens = false
            self.end = end
        }
    }

    /// `my card is four one one one …`, `my number is oh double seven …`: digits in words right behind a cue.
    mutating func spoken(after cue: ScannedMessage.Cue, _ number: Int) {
        let rule = rule(number)
        let value = value(after: cue)
        var first = message.firstToken(from: value.start, startingAt: cue.tokens.upperBound)
        guard first < tokens.count, Int(tokens[first].start) == value.start else { return }
        let bound = min(tokens.count - 1, first + 3)
        while first < bound, isPause(first) || isArticle(first), isSpokenGap(first) { first += 1 }
        let start = Int(tokens[first].start)
        var run = SpokenRun()
        var place = first
        while place < tokens.count, place < first + 64, run.digits <= rule.length.upperBound {
            if place > first, !isSpokenGap(place - 1) { break }
            guard let next = read(place, takesLetters: rule.isSpaced, &run) else { break }
            place = next
        }
        guard run.told > run.written, !run.hasHundreds || rule.length.lowerBound >= 7,
            rule.length.contains(run.digits), run.end > start,
            fitsContext(rule, start..<run.end)
        else { return }
        count(run.told)
        add(start..<run.end, number)
    }

    /// The token behind what was read at one, `nil` when it says no digit.
    private func read(_ place: Int, takesLetters: Bool, _ run: inout SpokenRun) -> Int? {
        let token = tokens[place]
        let end = Int(token.end)
        if token.kind == .digits, token.count <= 6 {
            run.written += token.count > 1 ? 1 : 0
            if run.times > 1 { run.told += 1 }
            run.add(token.count, until: end)
            return place + 1
        }
        guard token.kind == .letters else { return nil }
        let spelling = index.spelling
        if spelling.spoken.mayHold(token.hash) {
            if let phrase = spelling.numberPhrase(at: place, tokens) {
                run.told += 1
                let next = place + phrase.words.count
                run.add(phrase.digits.count, until: Int(tokens[next - 1].end))
                return next
            }
            if let times = spelling.repeats[token.hash] {
                run.told += 1
                run.times = times
                return place + 1
            }
            if spelling.tens[token.hash] != nil {
                run.told += 1
                run.add(2, until: end)
                run.hasTens = true
                return place + 1
            }
            if let digits = spelling.numberWords[token.hash] {
                run.told += 1
                let isUnit = run.hasTens && digits.count == 1 && digits.first != 0x30
                run.hasHundreds = run.hasHundreds || (digits.count > 1 && digits.allSatisfy { $0 == 0x30 })
                run.add(isUnit ? 0 : digits.count, until: end)
                return place + 1
            }
            if takesLetters, spelling.spellingWords[token.hash] != nil {
                run.add(1, until: run.digits == 0 ? run.end : end)
                return place + 1
            }
        }
        if takesLetters, token.count == 1, lists(place) & words.fillers == 0 {
            run.add(1, until: run.digits == 0 ? run.end : end)
            return place + 1
        }
        return isPause(place) ? place + 1 : nil
    }

    /// `um`, `dash`, `then`: words that people say between digits.
    private func isPause(_ place: Int) -> Bool {
        lists(place) & words.digitFillers != 0 && index.spelling.numberWords[tokens[place].hash] == nil
    }

    /// `mon numéro est le zéro six …`: a small word ahead of the first digit.
    private func isArticle(_ place: Int) -> Bool {
        index.isClauseWord(tokens[place].hash) && !index.spelling.spoken.mayHold(tokens[place].hash)
    }

    /// Whether only what separates digits stands behind a token.
    private func isSpokenGap(_ place: Int) -> Bool {
        let gap = message.gap(after: place)
        return gap.count <= 5
            && bytes[gap].allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }
    }

    // MARK: - Sums of money

    /// `£39.99`, `1.150,00 EUR`, `charged 39.99`.
    mutating func amount(at place: Int, _ number: Int) {
        guard let amount = amounts.amount(at: place) else { return }
        switch amount.evidence {
        case .money: break
        case .moneyOrWeight: guard !isWeight(amount.range) else { return }
        case .cents: guard fitsContext(rule(number), amount.range) else { return }
        }
        add(amount.range, number)
    }

    /// `forty quid`, `a tenner`.
    mutating func amount(toldAt cue: ScannedMessage.Cue, _ number: Int) {
        if cue.lists & words.moneyAlone != 0 { add(cue.range, number) }
        guard cue.lists & words.moneyWords != 0, let amount = amounts.amount(toldAheadOf: cue.tokens),
            amount.evidence == .money || !isWeight(amount.range)
        else { return }
        add(amount.range, number)
    }

    private var amounts: AmountReader { AmountReader(message, index.rules, index.spelling) }

    private func isWeight(_ range: Range<Int>) -> Bool {
        message.hasCue(words.weights, near: range, before: 32, after: 24)
    }
}
