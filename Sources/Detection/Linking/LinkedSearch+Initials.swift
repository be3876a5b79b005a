extension LinkedSearch {
    /// `M.O.H.`: the initials of a known name, in capitals with full stops and without blanks.
    func initials(at place: Int) {
        let start = Int(tokens[place].start)
        guard isDotted(place), start == 0 || bytes[start - 1] != 0x2E else { return }
        var letters: [UInt8] = []
        var last = place
        while isDotted(last), letters.count < 5 {
            letters.append(bytes[Int(tokens[last].start)])
            guard last + 1 < tokens.count, message.gap(after: last).count == 1, isDotted(last + 1) else {
                break
            }
            last += 1
        }
        guard letters.count >= 2, let word = needles.initials.first(for: Needles.packed(letters)) else {
            return
        }
        add(start..<Int(tokens[last].end) + 1, word.person)
    }

    /// Whether a token is a capital letter with a full stop behind it.
    private func isDotted(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        return tokens[place].count == 1 && tokens[place].kind == .letters && end < bytes.count
            && bytes[end] == 0x2E
            && message.isCapitalised(place)
    }
}
