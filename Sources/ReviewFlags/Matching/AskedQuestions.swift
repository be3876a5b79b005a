import Conversations

/// Joins questions of staff and bots with the customer's answers: who answers `yes` to "Is anybody hurt?" has said so.
enum AskedQuestions {
    /// Adds a hit to the question and to its answer wherever the answer is the one that the question's rule waits for.
    ///
    /// The answer is the first message that a customer or a third party wrote after the question, at most
    /// ``FlagDetector/answerMessagesMax`` further on, so that a later message changes nothing.
    ///
    /// - Parameters:
    ///   - found: what was found in each message.
    ///   - authors: who wrote each.
    ///   - rules: the rules that the hits name.
    static func answer(in found: inout [MessageHits], authors: [AuthorRole], rules: [FlagRule]) {
        for place in found.indices where !found[place].questions.isEmpty {
            let after = found.indices.dropFirst(place + 1).prefix(FlagDetector.answerMessagesMax)
            guard let answer = after.first(where: { authors[$0] == .customer || authors[$0] == .other }),
                let reply = found[answer].reply
            else { continue }
            for question in found[place].questions where rules[question.rule].answer == reply.answer {
                found[place].hits.append(question)
                found[answer].hits.append(
                    MessageHits.Hit(
                        rule: question.rule, ranges: [reply.range], strength: question.strength,
                        confidence: question.confidence))
            }
        }
    }
}
