public import Conversations

extension Detector {
    /// The classes that detectors name, by path.
    public var fieldClasses: [FieldClass] { Set(rules.detectors.map(\.fieldClass)).sorted() }

    /// The detectors that stay silent beside some words, as a card number does behind "tracking number".
    ///
    /// What they find depends on how far those words are, and so on the length of what stands between. Those that go by
    /// frequent names and capitals are among them: how far a find of theirs reaches depends on the name itself.
    public var hesitantDetectors: Set<DetectorID> {
        let byCapitals: [DetectorRule.Candidates] = [.givenName, .nameAhead, .nameBeside, .answerAfter]
        return Set(rules.detectors.filter { $0.unless != nil || byCapitals.contains($0.find) }.map(\.id))
    }

    /// The known value that a value is written for: the longest and then first one of its class that has all of its
    /// words, else the value itself. A field with a given name and one with the whole name are one person.
    public func whole(of value: KnownValue, among known: [KnownValue]) -> KnownValue {
        let all = known + [value]
        return all[Needles.wholes(all).last ?? known.count]
    }

    /// One form for the ways to write a value, so that equal values get equal tokens.
    ///
    /// - Parameters:
    ///   - value: as written in a field or a text.
    ///   - fieldClass: its class; the rule files' `links` say what kind of value that is.
    /// - Returns: telephone numbers as their last nine digits, days as ISO 8601, e-mail folded, everything else as its
    ///   folded letters and digits, names with single spaces.
    public func normalised(_ value: String, fieldClass: FieldClass) -> String {
        let folded = FoldedText(value).bytes
        let text: [UInt8]
        switch rules.tables.linkKind(of: fieldClass, value: value) {
        case .phone:
            text = folded.filter(\.isDigit).suffix(9)
        case .email:
            text = folded.filter { !$0.isBlank }
        case .date:
            guard let day = day(in: value) else {
                return String(decoding: folded.filter(\.isWord), as: UTF8.self)
            }
            return "\(day.year ?? 0)-\(day.month)-\(day.day)"
        case .person:
            text = Array(person(folded).joined(separator: [0x20]))
        case .address:
            text = Array(Token.tokens(of: folded).map { folded[$0.range] }.joined(separator: [0x20]))
        case .reference:
            text = folded.filter(\.isWord)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The whole units of a sum of money, whatever its signs, groups and cents: `GBP 1.500,00` has 1500; `nil` when it
    /// tells no number.
    public func units(ofAmount value: String) -> Int? {
        AmountReader(ScannedMessage(value, rules), rules, index.spelling).units()
    }

    /// The words of a name without a title ahead, so that "Mr Okonjo" and "Okonjo" are one person.
    private func person(_ folded: [UInt8]) -> [ArraySlice<UInt8>] {
        let tokens = Token.tokens(of: folded)
        let lists = tokens.first.map { rules.lexicon.lists(of: $0.hash) } ?? 0
        let names = rules.words.ordinaryNames | rules.words.givenNames
        let isTitled = tokens.count > 1 && lists & rules.words.titles != 0 && lists & names == 0
        return tokens.dropFirst(isTitled ? 1 : 0).map { folded[$0.range] }
    }

    /// The four-digit year of a day or a month, `nil` when the value is none or leaves the century open.
    public func year(of value: String) -> Int? {
        let reader = DateReader(ScannedMessage(value, rules), rules)
        guard let day = reader.date(at: 0) else { return reader.month(at: 0)?.year }
        return day.isShortYear ? nil : day.year
    }

    private func day(in value: String) -> DateReader.Reading? {
        DateReader(ScannedMessage(value, rules), rules).date(at: 0)
    }
}
