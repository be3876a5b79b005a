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
        guard let items = member.array else { throw .member("known", expected: "a list", found: member) }
        var known: [KnownValue] = []
        for (index, item) in items.enumerated() {
            let place = "known[\(index)]"
            guard let fieldClass = item["class"]?.string.flatMap({ FieldClass($0) }) else {
                throw .member("\(place).class", expected: "a field class", found: item["class"])
            }
            guard let value = item["value"]?.string else {
                throw .member("\(place).value", expected: "a text", found: item["value"])
            }
            // WHY: a label of class `other` is not scored, and a known value of it is not looked for: it has no treatment.
            if classes != nil, fieldClass == "other" { continue }
            guard classes?.contains(fieldClass) ?? true else {
                throw TrialProblem(
                    .unknownClass,
                    "\(place).class: expected a class of the policy or of a detector, found \(fieldClass.path)"
                )
            }
            known.append(KnownValue(fieldClass: fieldClass, value: value))
        }
        return known
    }

    /// What a report says of labels that are no spans; `nil` when there are none.
    static func misfitLine(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        return
            "labels of another form, not scored: \(count); expected {\"start\",\"end\",\"class\",\"message\"?}"
    }

    /// How many of the row's `labels` are no spans and are not scored.
    var misfitLabels: Int {
        guard let member = members["labels"], member != .null else { return 0 }
        guard let items = member.array else { return 1 }
        return items.count - (labelledSpans()?.count ?? 0)
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
