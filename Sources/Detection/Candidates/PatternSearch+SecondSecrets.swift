extension PatternSearch {
    /// Another secret in the sentence of one that was found: `password is hunter2 and the backup is Tr0ub4dor&3`, the
    /// secret key behind the id of an access key.
    mutating func secrets(beside found: [PatternHit], _ number: Int) {
        var searched = 0
        for hit in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            var place = max(hit.range.upperBound, searched)
            let stop = min(bytes.count, hit.range.upperBound + Self.besideMax)
            // INVARIANT: every byte is looked at once.
            while place < stop, let start = nextWord(from: place, stop) {
                let end = secretEnd(from: start)
                if end > start, rule(number).length.contains(end - start), isBackup(start..<end) {
                    add(start..<end, number)
                }
                place = max(start + 1, end)
            }
            searched = max(searched, place)
        }
    }

    /// The farthest that another secret stands behind one.
    private static let besideMax = 96

    /// Where the next word between blanks begins, in the same sentence.
    private func nextWord(from first: Int, _ stop: Int) -> Int? {
        var place = first
        while place < stop,
            place == 0 || !(bytes[place - 1].isBlank || bytes[place - 1] == 0x22) || !opens(place)
        {
            if bytes[place] == 0x0A, place + 1 < stop, bytes[place + 1] == 0x0A { return nil }
            if [0x2E, 0x3F].contains(bytes[place]), place + 1 < stop, bytes[place + 1].isBlank { return nil }
            place += 1
        }
        return place < stop ? place : nil
    }

    private func opens(_ place: Int) -> Bool {
        !bytes[place].isBlank && ![0x28, 0x22, 0x27, 0x60, 0x2D, 0x2F, 0x3C, 0x5B].contains(bytes[place])
    }

    /// Whether a word beside a secret is one too: letters, digits and a sign within, letters and digits right behind a
    /// word that joins, or a long key.
    private func isBackup(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        guard isMixed(range), !text.contains(where: { $0 == 0x40 || $0 == 0x3A || $0 == 0x5B || $0 == 0x5D })
        else {
            return false
        }
        if text.count >= 32 { return true }
        if isPasswordLike(range) { return true }
        let next = message.firstToken(from: range.lowerBound)
        return next > 0 && Int(tokens[next - 1].end) + 3 >= range.lowerBound
            && lists(next - 1) & words.connectors != 0 && !isReference(text)
    }

    /// Letters, digits and a sign in one word that is no date, number or address: `Tr0ub4dor&3`, `Spring2023!`.
    func isPasswordLike(_ range: Range<Int>) -> Bool {
        isMixed(range)
            && bytes[range].contains {
                [0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x3F, 0x5E, 0x2B, 0x7E].contains($0)
            }
            && !bytes[range].contains { $0 == 0x2F || $0 == 0x3D || $0 == 0x40 || $0 == 0x3A }
    }

    /// `TR-40817`: capitals and digits around a hyphen are a number of something.
    private func isReference(_ text: Slice<ListView<UInt8>>) -> Bool {
        text.contains(0x2D) && text.allSatisfy { $0.isWord || $0 == 0x2D }
    }

    /// `I changed it from Winter2022! to Spring2023!`: words like passwords behind words for a change.
    mutating func changedSecret(after cue: ScannedMessage.Cue, _ number: Int) {
        var start = cue.range.upperBound
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x22 || bytes[start] == 0x27 {
            start += 1
        }
        guard start < bytes.count, start > cue.range.upperBound else { return }
        let end = secretEnd(from: start)
        guard rule(number).length.contains(end - start), isPasswordLike(start..<end) else { return }
        add(start..<end, number)
    }
}
