extension LinkedSearch {
    /// A known street with what people write around it that the record has otherwise: `No.` before the house, a town
    /// in two words or by a short name, a postcode with a blank.
    func withSurroundings(_ span: ClosedRange<Int>, _ whole: ArraySlice<UInt32>) -> ClosedRange<Int> {
        var first = span.lowerBound
        var last = span.upperBound
        if first > 0, tokens[first].kind != .letters, lists(first - 1) & words.units != 0,
            isSigns(message.gap(after: first - 1), atMost: 2)
        {
            first -= 1
        }
        while last - span.upperBound < Self.surroundingsMax,
            let next = joinedPart(behind: last, whole) ?? town(behind: last)
        {
            last = next
            work += 1
        }
        return first...last
    }

    /// The most words behind a street that are taken for its towns and postcodes.
    private static let surroundingsMax = 16

    /// Two tokens that are one word of the record: `Indira Nagar`, `560 038`.
    private func joinedPart(behind last: Int, _ whole: ArraySlice<UInt32>) -> Int? {
        guard last + 2 < tokens.count, isSigns(message.gap(after: last), atMost: 3),
            isSigns(message.gap(after: last + 1), atMost: 1)
        else { return nil }
        let parts = [bytes[tokens[last + 1].range], bytes[tokens[last + 2].range]]
        let joined = Token.hash(of: parts.joined())
        return whole.contains(joined) ? last + 2 : nil
    }

    /// `, Freo`: a capitalised word behind a comma that is nothing else.
    private func town(behind last: Int) -> Int? {
        let next = last + 1
        guard next < tokens.count, tokens[next].kind == .letters, message.isCapitalised(next) else {
            return nil
        }
        let gap = message.gap(after: last)
        guard (1...3).contains(gap.count), bytes[gap.lowerBound] == 0x2C, isSigns(gap, atMost: 3) else {
            return nil
        }
        let others =
            words.notNames | words.ordinary | words.fillers | words.connectors | words.titles
            | words.monthNames
            | words.nameCues | words.nameStrong | words.phones | words.cards
        guard lists(next) & others == 0 else { return nil }
        // WHY: "B'lore" is cut at its apostrophe.
        if tokens[next].count == 1 {
            let inner = next + 1
            guard inner < tokens.count, bytes[message.gap(after: next)].elementsEqual([0x27]) else {
                return nil
            }
            return inner
        }
        return next
    }

    private func isSigns(_ gap: Range<Int>, atMost count: Int) -> Bool {
        gap.count <= count
            && bytes[gap].allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x2E || $0 == 0x2D || $0 == 0x23 }
    }
}
