import Conversations

/// Compares treated bytes; without the pseudonym key tokens agree when equal ones stand for equal ones.
struct TokenPairs {
    let isExact: Bool
    private var shownByFound: [[UInt8]: [UInt8]] = [:]
    private var foundByShown: [[UInt8]: [UInt8]] = [:]

    init(isExact: Bool) { self.isExact = isExact }

    mutating func agree(
        _ shown: [UInt8], _ found: [UInt8], _ placeholders: [Placeholder], _ offset: Int
    ) -> Bool {
        if isExact || shown.count != found.count { return shown == found }
        var position = 0
        for hidden in placeholders {
            guard let token = hidden.token, hidden.range.lowerBound >= offset,
                hidden.range.upperBound <= offset + found.count, hidden.range.count > token.utf8.count
            else { continue }
            let end = hidden.range.upperBound - 1 - offset
            let start = end - token.utf8.count
            guard start >= position, shown[position..<start] == found[position..<start] else { return false }
            let pair = (Array(shown[start..<end]), Array(found[start..<end]))
            guard shownByFound[pair.1, default: pair.0] == pair.0,
                foundByShown[pair.0, default: pair.1] == pair.1
            else { return false }
            shownByFound[pair.1] = pair.0
            foundByShown[pair.0] = pair.1
            position = end
        }
        return shown[position...] == found[position...]
    }
}
