extension LinkedHit {
    /// The hits of one message with those that stand beside each other and are parts of one known value made one:
    /// `OKONJO, Tamsin` is one find, and so is `T. Okonjo`.
    ///
    /// WHY: what stands between the parts of a value belongs to it, and a value cut into parts would look like several.
    static func joined(_ hits: [LinkedHit], in message: ScannedMessage) -> [LinkedHit] {
        guard hits.count > 1 else { return hits.isEmpty ? hits : hits.map { $0.withFullStop(message) } }
        // WHY: most come in order.
        let isSorted = hits.indices.dropFirst().allSatisfy { !precedes(hits[$0], hits[$0 - 1]) }
        var joined: [LinkedHit] = []
        joined.reserveCapacity(min(hits.count, 33))
        var kept: [LinkedHit] = []
        for hit in isSorted ? hits : hits.sorted(by: precedes) {
            let whole = hit.withFullStop(message)
            if let place = joined.lastIndex(where: { $0.known == hit.known }),
                joined[place].takes(whole, message)
            {
                let last = joined[place].range
                let range = last.lowerBound..<max(last.upperBound, whole.range.upperBound)
                joined[place] = LinkedHit(range: range, known: hit.known)
            } else {
                joined.append(whole)
            }
            if joined.count > 32 { kept.append(joined.removeFirst()) }
        }
        return kept.isEmpty ? joined : kept + joined
    }

    private static func precedes(_ one: LinkedHit, _ two: LinkedHit) -> Bool {
        (one.range.lowerBound, one.range.upperBound, one.known) < (
            two.range.lowerBound, two.range.upperBound, two.known
        )
    }

    /// Whether another hit of the same value lies within this one, overlaps it or goes on with it.
    private func takes(_ other: LinkedHit, _ message: ScannedMessage) -> Bool {
        if other.range.lowerBound < range.upperBound { return true }
        let gap = range.upperBound..<other.range.lowerBound
        guard gap.count <= 3 else { return false }
        var hasComma = false
        for place in gap {
            switch message.bytes[place] {
            case 0x20, 0x2D, 0x2E, 0x27, 0x5F, 0x2F, 0x26, 0x2B: continue
            case 0x2C: hasComma = true
            default: return false
            }
        }
        return !hasComma || !repeats(other, message)
    }

    /// Whether another hit says a word again, as in `James Patel, James Sanchez`.
    private func repeats(_ other: LinkedHit, _ message: ScannedMessage) -> Bool {
        let own = words(message)
        return other.words(message).contains { own.contains($0) }
    }

    private func words(_ message: ScannedMessage) -> [UInt32] {
        let end = message.firstToken(from: range.upperBound)
        // INVARIANT: a few words, however long the stretch has become.
        let first = max(message.firstToken(from: range.lowerBound), end - 32)
        return first < end ? message.tokens[first..<end].map(\.hash) : []
    }

    /// `Okonjo, T.`: the full stop behind an initial.
    private func withFullStop(_ message: ScannedMessage) -> LinkedHit {
        let end = range.upperBound
        guard end < message.bytes.count, end - range.lowerBound > 2, message.bytes[end] == 0x2E,
            message.bytes[end - 1].isLower, !message.bytes[end - 2].isWord
        else { return self }
        return LinkedHit(range: range.lowerBound..<end + 1, known: known)
    }
}
