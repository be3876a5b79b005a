import Conversations
import Detection

/// Searches the messages of one conversation: by form in every one, by the record in those that the caller's own
/// organisation did not write.
struct MessageSearch {
    let search: KnownValueSearch
    let isOwn: [Bool]

    /// The findings of every message.
    func all(in texts: [String], by finder: any ValueFinder) throws(RedactionFailure) -> [[Finding]] {
        try findings(in: texts, 0..<texts.count, [Bool](repeating: true, count: texts.count), by: finder)
    }

    /// The findings of some messages, of which some were searched before and have not changed since.
    ///
    /// - Parameters:
    ///   - places: the messages asked for, in order: those that changed, with every neighbour that a value may be split
    ///     over.
    ///   - changed: those of them that were not searched in this form before, in order.
    ///   - texts: all messages.
    ///   - finder: what searches.
    /// - Returns: one list for each place asked for.
    /// - Throws: ``RedactionFailure/undetected`` when the text cannot be searched.
    func findings(
        at places: [Int], changed: [Int], in texts: [String], by finder: any ValueFinder
    ) throws(RedactionFailure) -> [[Finding]] {
        var found: [[Finding]] = []
        found.reserveCapacity(places.count)
        var isNew = [Bool](repeating: false, count: texts.count)
        for place in changed { isNew[place] = true }
        var from = 0
        while from < places.count {
            var to = from + 1
            while to < places.count, places[to] == places[to - 1] + 1 { to += 1 }
            let window = places[from]..<places[to - 1] + 1
            found += try findings(in: Array(texts[window]), window, Array(isNew[window]), by: finder)
            from = to
        }
        return found
    }

    private func findings(
        in texts: [String], _ window: Range<Int>, _ isNew: [Bool], by finder: any ValueFinder
    ) throws(RedactionFailure) -> [[Finding]] {
        let isOwn = isOwn[window]
        do {
            let others = isOwn.contains(true) ? zip(texts, isOwn).map { $1 ? "" : $0 } : texts
            var findings = try finder.findings(in: others, search: search, isNew: isNew)
            guard findings.count == texts.count else { throw RedactionFailure.undetected }
            for place in texts.indices where isOwn[window.lowerBound + place] {
                findings[place] = try finder.findings(in: [texts[place]], search: .none).first ?? []
            }
            return findings
        } catch {
            throw .undetected
        }
    }
}
