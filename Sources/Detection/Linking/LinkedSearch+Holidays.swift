extension LinkedSearch {
    /// A known day told by its feast, with the year or a word for birth beside it: `born on Christmas Day 1964`, `el día de los
    /// Inocentes de 1980`.
    func holidays() {
        guard traits.all.contains(.feast) else { return }
        for place in tokens.indices where traits.words[place].contains(.feast) {
            guard let holiday = book.spelling.holiday(at: place, tokens) else { continue }
            let last = place + holiday.words.count - 1
            let range = tokens[place].range.lowerBound..<tokens[last].range.upperBound
            for day in needles.days where day.month == holiday.month && day.day == holiday.day {
                let year = yearBehind(last, day.year)
                guard year != nil || message.hasCue(words.born, near: range, before: 64, after: 32) else {
                    continue
                }
                add(range.lowerBound..<(year ?? range.upperBound), day.known)
            }
        }
    }

    /// Where a known year ends that stands a few signs or words behind a token.
    private func yearBehind(_ last: Int, _ year: Int?) -> Int? {
        guard let year else { return nil }
        for place in last + 1..<max(last + 1, min(tokens.count, last + 5)) {
            guard message.gap(after: place - 1).count <= 3 else { return nil }
            let token = tokens[place]
            guard token.kind == .digits else {
                if token.count <= 4 { continue }
                return nil
            }
            let value = bytes[token.range].prefix(5).reduce(0) { $0 * 10 + Int($1 - 0x30) }
            let isYear = token.count == 4 ? value == year : token.count == 2 && value == year % 100
            return isYear ? token.range.upperBound : nil
        }
        return nil
    }
}
