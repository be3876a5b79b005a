import Conversations

extension KnownTest {
    var document: JSONValue {
        [
            "answer": .string(answer.text), "category": .string(category.text),
            "expected": .array(expected.map(JSONValue.string)), "because": .string(because),
            "tell_after_minutes": JSONValue(tellAfterMinutes), "beside": .string(beside.text),
            // WHY a text: numbers of JSON are whole up to 2^53 only.
            "seed": .string(String(seed)), "since": .int(since.milliseconds),
        ]
    }

    init?(document: JSONValue) {
        guard let answer: KnownAnswerID = document["answer"]?.name(),
            let category: FlagCategory = document["category"]?.name(),
            let expected = document["expected"]?.all(\.string), !expected.isEmpty,
            let because = document["because"]?.string, let minutes = document["tell_after_minutes"]?.int,
            let beside: ReviewCaseToken = document["beside"]?.name(),
            let seed = document["seed"]?.string.flatMap({ UInt64($0) }),
            let since = document["since"]?.moment
        else { return nil }
        self.init(
            answer: answer, category: category, expected: expected, because: because,
            tellAfterMinutes: Int(minutes), beside: beside, seed: seed, since: since)
    }
}
