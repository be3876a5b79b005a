import Conversations
import Detection

extension TrialRow {
    /// The row's `known` values; none when it has no such member, and none of class `other` where classes are given.
    ///
    /// - Parameter classes: the classes that a value may have; `nil` for any.
    /// - Returns: the values in order.
    /// - Throws: ``TrialProblem`` when a value has no such form or class.
    func knownValues(of classes: Set<FieldClass>? = nil) throws(TrialProblem) -> [KnownValue] {
        guard let member = members["known"], member != .null else { return [] }
        guard let items = member.array else { throw TrialProblem(.invalidMember) }
        var known: [KnownValue] = []
        for item in items {
            guard let fieldClass = item["class"]?.string.flatMap({ FieldClass($0) }),
                let value = item["value"]?.string
            else { throw TrialProblem(.invalidMember) }
            // WHY: a label of class `other` is not scored, and a known value of it is not looked for: it has no treatment.
            if classes != nil, fieldClass == "other" { continue }
            guard classes?.contains(fieldClass) ?? true else { throw TrialProblem(.unknownClass) }
            known.append(KnownValue(fieldClass: fieldClass, value: value))
        }
        return known
    }

    /// The row's `labels`, `nil` when it carries none or they do not fit.
    func labelledSpans() -> [SpanScore.Span]? {
        guard let items = members["labels"]?.array else { return nil }
        return items.compactMap { item in
            guard let start = item["start"]?.int, let end = item["end"]?.int, start < end, start >= 0,
                let fieldClass = item["class"]?.string
            else { return nil }
            return SpanScore.Span(
                message: Int(item["message"]?.int ?? 0), range: Int(start)..<Int(end), fieldClass: fieldClass)
        }
    }
}
