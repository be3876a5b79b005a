import Briefing
import Detection

/// Holds words that people write about a step against what a leaf may hold: classes and rules, never values.
struct PlainWords {
    let detector: Detector

    /// Lets words pass that say something and hold no personal data.
    ///
    /// - Parameters:
    ///   - text: the words.
    ///   - member: their name in the request, for the error.
    ///   - because: what else the error says of personal data.
    /// - Throws: ``BriefingFailure`` with 400 that names the member and repeats nothing of the words.
    func require(_ text: String, member: String, because: String? = nil) throws(BriefingFailure) {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw refused("\(member): expected words, found none")
        }
        let isPlain: Bool
        do {
            isPlain = try detector.findings(in: [text], known: []).allSatisfy(\.isEmpty)
        } catch { throw BriefingFailure(problem: Problem(.unavailable)) }
        guard isPlain else {
            throw refused(
                "\(member): expected no personal data, found some" + (because.map { "; \($0)" } ?? ""))
        }
    }

    private func refused(_ detail: String) -> BriefingFailure {
        BriefingFailure(problem: Problem(.malformedRequest, detail: detail))
    }
}
