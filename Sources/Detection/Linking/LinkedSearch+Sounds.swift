extension LinkedSearch {
    /// A name that is written as it sounds, with keys that stick, or without its vowels: `beronica`, `Joosshh`, `hlbrk`.
    func sounding(_ place: Int) -> Needles.Word? {
        let token = tokens[place]
        guard token.count >= 4, !needles.sounds.isEmpty, lists(place) & ~words.givenNames == 0 else {
            return nil
        }
        let text = bytes[token.range]
        if OneSlip.letters(text) & Needles.vowels == 0 {
            return Needles.skeleton(text).flatMap { needles.sounds.first(for: $0) }
        }
        guard token.count >= 5, needles.soundHeads & Needles.head(text) != 0, let sound = Needles.sound(text)
        else { return nil }
        work += 1
        return needles.sounds.first(for: sound) { word in
            // WHY: "Katherine" may be somebody else than Catherine; a rare word that sounds like a long name hardly is.
            isBesidePart(place, word.person)
                || lists(place) == 0 && (message.isCapitalised(place) || token.count >= 7)
                || hasNameCue(place, isCapital: message.isCapitalised(place))
        }
    }

    /// Whether another part of the same name stands beside a word as it is written or as it sounds.
    private func isBesidePart(_ place: Int, _ person: Int) -> Bool {
        if isBesideName(place, person) { return true }
        return [place - 1, place + 1].contains { other in
            guard tokens.indices.contains(other), tokens[other].kind == .letters,
                message.gap(after: min(place, other)).count == 1,
                let sound = Needles.sound(bytes[tokens[other].range])
            else { return false }
            return needles.sounds.first(for: sound) { $0.person == person } != nil
        }
    }
}
