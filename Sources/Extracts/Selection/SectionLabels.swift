/// Says under which heading a chosen line belongs, from role, act and place.
struct SectionLabels {
    let history: History
    let open: OpenItems

    /// The heading of a sentence; a span of the fact header may stand under another than its whole sentence
    /// would.
    func section(of index: Int, isFact: Bool) -> Section {
        let sentence = history.sentences[index]
        if open.isOpenEscalation[index] { return .unresolvedEscalations }
        if history.isProvenStaff(sentence) { return staffSection(index, sentence) }
        if history.isStaffSide(sentence) { return .stateNow }
        if open.isOpenQuestion[index], !isFact { return .openQuestions }
        if sentence.cues.contains(.alreadyGiven) || isFact { return .doNotAskAgain }
        let isEarly = history.sentencesOfMessage[sentence.message].lowerBound * 3 < history.sentences.count
        return isEarly || sentence.cues.contains(.problem) ? .whyTheyCame : .stateNow
    }

    private func staffSection(_ index: Int, _ sentence: Sentence) -> Section {
        if OpenItems.reportsOutcome(sentence) {
            return sentence.cues.contains(.failure) ? .stateNow : .doneSoFar
        }
        if sentence.cues.contains(.commitment), !sentence.asks { return .promised }
        return .stateNow
    }
}
