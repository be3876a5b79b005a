/// Matches patterns against the slots of one message.
struct PatternMatcher {
    /// The parts of one match.
    struct Match {
        /// Token ranges, one for each part of the pattern, in its order.
        let parts: [Range<Int>]
        /// Whether an idiom or a name covers one of its slots.
        let isMasked: Bool

        /// The first token of all parts.
        var start: Int { parts.map(\.lowerBound).min() ?? 0 }
    }

    /// The most matches of one part that are looked at.
    static let matchesMax = 24

    let text: ReadText
    let hits: SlotHits
    /// The idioms and names of the message, as token ranges.
    private let masks: [Range<Int>]
    /// Whether each token is part of an idiom or a name; empty when none is.
    private let masked: [Bool]

    /// Takes a message's words, the slots that occur in it, and its idioms and names.
    init(text: ReadText, hits: SlotHits, masks: [Range<Int>]) {
        self.text = text
        self.hits = hits
        self.masks = masks
        var masked: [Bool] = masks.isEmpty ? [] : Array(repeating: false, count: text.tokens.count)
        for token in masks.joined() { masked[token] = true }
        self.masked = masked
    }

    /// The matches of a pattern, those without idioms first.
    func matches(_ pattern: Pattern) -> [Match] {
        for part in pattern.parts {
            for element in part.elements where !hits.contains(element.slot) { return [] }
        }
        var found: [Match] = []
        combine(pattern, chosen: [], isMasked: false, &found)
        return found.filter { !$0.isMasked } + found.filter(\.isMasked)
    }

    private func combine(_ pattern: Pattern, chosen: [Range<Int>], isMasked: Bool, _ found: inout [Match]) {
        guard chosen.count < pattern.parts.count else {
            found.append(Match(parts: chosen, isMasked: isMasked))
            return
        }
        let part = pattern.parts[chosen.count]
        for one in runs(of: part) where fits(one.range, chosen, part) {
            guard found.count < Self.matchesMax else { return }
            combine(pattern, chosen: chosen + [one.range], isMasked: isMasked || one.isMasked, &found)
        }
    }

    private func fits(_ range: Range<Int>, _ chosen: [Range<Int>], _ part: Pattern.Part) -> Bool {
        for other in chosen {
            guard !range.overlaps(other) else { return false }
            let gap =
                range.lowerBound >= other.upperBound
                ? range.lowerBound - other.upperBound : other.lowerBound - range.upperBound
            guard gap <= (part.isAcrossSentences ? Pattern.messageWindow : Pattern.sentenceWindow) else {
                return false
            }
        }
        guard let first = chosen.last, !part.isAcrossSentences else { return true }
        return text.tokens[first.lowerBound].sentence == text.tokens[range.lowerBound].sentence
    }

    /// Where the elements of a part stand one after the other.
    private func runs(of part: Pattern.Part) -> [(range: Range<Int>, isMasked: Bool)] {
        var found: [(range: Range<Int>, isMasked: Bool)] = []
        var at = hits.head(part.elements[0].slot)
        while at >= 0, found.count < Self.matchesMax {
            let hit = hits.hits[Int(at)]
            follow(
                part, 1, start: Int(hit.start), end: Int(hit.end), isMasked: isMasked(hit), isWhole: true,
                &found)
            at = hit.next
        }
        return found
    }

    private func follow(
        _ part: Pattern.Part, _ place: Int, start: Int, end: Int, isMasked masked: Bool, isWhole: Bool,
        _ found: inout [(range: Range<Int>, isMasked: Bool)]
    ) {
        guard place < part.elements.count else {
            found.append((start..<end, masked && !(isWhole && meansIdioms(in: start..<end))))
            return
        }
        let element = part.elements[place]
        var at = hits.head(element.slot)
        while at >= 0, found.count < Self.matchesMax {
            let hit = hits.hits[Int(at)]
            at = hit.next
            if Int(hit.start) > end + element.gapMax { return }
            guard Int(hit.start) >= end, text.tokens[Int(hit.start)].sentence == text.tokens[start].sentence
            else {
                continue
            }
            follow(
                part, place + 1, start: start, end: Int(hit.end), isMasked: masked || isMasked(hit),
                isWhole: isWhole && Int(hit.start) == end, &found)
        }
    }

    /// Whether words without a gap name every idiom they touch in full.
    ///
    /// WHY: an idiom takes its words away from rules that mean something else; a rule that names the idiom means it.
    private func meansIdioms(in range: Range<Int>) -> Bool {
        masks.allSatisfy {
            !$0.overlaps(range) || range.contains($0.lowerBound) && $0.upperBound <= range.upperBound
        }
    }

    private func isMasked(_ hit: SlotHits.Hit) -> Bool {
        guard !masked.isEmpty else { return false }
        return (Int(hit.start)..<Int(hit.end)).allSatisfy { masked[$0] }
    }
}
