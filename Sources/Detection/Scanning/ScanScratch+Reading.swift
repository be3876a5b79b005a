extension ScanScratch.Lists {
    /// Copies the stretch of the original that was folded.
    mutating func keep(_ stretch: Range<Int>, of text: ListView<UInt8>) -> ListView<UInt8> {
        original.removeAll()
        original.append(stretch, of: text)
        return original.view
    }

    /// Cuts the folded bytes into tokens.
    mutating func cut() {
        tokens.removeAll()
        signs.removeAll()
        seenSigns = Token.cut(bytes.view, 0..<bytes.count, &tokens, &signs)
    }

    /// Looks every token up in the word lists and notes the phrases that say something about what stands near them.
    mutating func readWords(_ rules: DetectorRules) {
        let lexicon = rules.lexicon
        let wanted = rules.cueLists
        words.fill(0, count: tokens.count)
        cues.removeAll()
        for index in 0..<tokens.count {
            let token = tokens[index]
            guard token.kind != .digits || token.count == 1 else { continue }
            let place = lexicon.bucket(token.hash)
            guard place >= 0 else { continue }
            if index + 1 < tokens.count, lexicon.opensPhrase(place, then: tokens[index + 1].hash) {
                lexicon.forEachPhrase(in: place, at: index, tokens) { count, phrase in
                    guard phrase & wanted != 0 else { return }
                    let range = token.start..<tokens[index + count - 1].end
                    cues.append(
                        ScannedMessage.Cue(range, tokens: index..<index + count, lists: phrase & wanted))
                }
            }
            let single = lexicon.singles(in: place)
            words[index] = single
            if single & wanted != 0 {
                cues.append(
                    ScannedMessage.Cue(
                        token.start..<token.end, tokens: index..<index + 1, lists: single & wanted))
            }
        }
    }

    /// Notes for each 64 bytes which lists have a cue within a distance.
    mutating func reach(_ distance: Int) {
        reachable.fill(0, count: bytes.count / 64 + 1)
        for index in 0..<cues.count {
            let cue = cues[index]
            let first = max(0, cue.range.lowerBound - distance) / 64
            let last = min(reachable.count - 1, (cue.range.upperBound + distance) / 64)
            for block in first...last { reachable[block] |= cue.lists }
        }
    }
}
