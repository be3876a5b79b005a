import Conversations

/// Found spans held against labelled ones, class by class.
///
/// A label counts as recalled when a found span of its class overlaps at least half of it, as fully covered when found
/// spans of any class cover every byte. A found span counts as right when it overlaps a label of its class; one that
/// overlaps only `other` labels is not scored.
struct SpanScore {
    /// A stretch of one message.
    struct Span: Hashable {
        let message: Int
        let range: Range<Int>
        let fieldClass: String
    }

    private struct Count {
        var labels = 0
        var recalled = 0
        var covered = 0
        var found = 0
        var right = 0
    }

    private var counts: [String: Count] = [:]

    /// Adds one row.
    mutating func add(labels: [Span], found: [Span]) {
        for label in labels where label.fieldClass != "other" {
            let overlaps = found.filter { $0.message == label.message && $0.range.overlaps(label.range) }
            counts[label.fieldClass, default: Count()].labels += 1
            let same = overlaps.filter { $0.fieldClass == label.fieldClass }
            if Self.bytes(of: label, in: same) * 2 >= label.range.count {
                counts[label.fieldClass, default: Count()].recalled += 1
            }
            if Self.bytes(of: label, in: overlaps) == label.range.count {
                counts[label.fieldClass, default: Count()].covered += 1
            }
        }
        for span in found {
            let overlaps = labels.filter { $0.message == span.message && $0.range.overlaps(span.range) }
            let isRight = overlaps.contains { $0.fieldClass == span.fieldClass }
            if !isRight, overlaps.contains(where: { $0.fieldClass == "other" }) { continue }
            counts[span.fieldClass, default: Count()].found += 1
            if isRight { counts[span.fieldClass, default: Count()].right += 1 }
        }
    }

    private static func bytes(of label: Span, in spans: [Span]) -> Int {
        Set(spans.flatMap { $0.range.clamped(to: label.range) }).count
    }

    /// One line a class, by name, then one over all of them.
    func lines() -> [String] {
        var total = Count()
        var lines = ["class                labels  recall (95 %)        precision (95 %)     covered"]
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            lines.append(Self.line(name, count))
            total.labels += count.labels
            total.recalled += count.recalled
            total.covered += count.covered
            total.found += count.found
            total.right += count.right
        }
        return lines + [Self.line("all", total)]
    }

    private static func line(_ name: String, _ count: Count) -> String {
        let cells = [
            padded(name, 20), padded(String(count.labels), 7),
            padded(share(count.recalled, of: count.labels), 20),
            padded(share(count.right, of: count.found), 20),
            share(count.covered, of: count.labels, isShort: true),
        ]
        return cells.joined(separator: " ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// `.970 (.941–.985)`; `–` when there is nothing to share.
    static func share(_ part: Int, of whole: Int, isShort: Bool = false) -> String {
        guard whole > 0 else { return "–" }
        let interval = WilsonInterval(part, of: whole)
        let share = decimal(Double(part) / Double(whole))
        return isShort ? share : "\(share) (\(decimal(interval.lower))–\(decimal(interval.upper)))"
    }

    private static func decimal(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let digits = String(thousandths % 1000)
        let fraction = String(repeating: "0", count: 3 - digits.count) + digits
        return thousandths >= 1000 ? "1.\(fraction)" : ".\(fraction)"
    }
}
