/// Treated text held against labels: which values are left, and how much else is gone.
struct RedactionScore {
    private var values = 0
    private var left = 0
    private var partly = 0
    private var others = 0
    private var othersGone = 0

    /// Adds one row; messages and treated texts pair up.
    mutating func add(messages: [String], treated: [String], labels: [SpanScore.Span]) {
        for (place, (message, text)) in zip(messages, treated).enumerated() {
            let own = labels.filter { $0.message == place && $0.fieldClass != "other" }
            let kept = Self.kept(Array(message.utf8), Array(text.utf8))
            for label in own {
                values += 1
                let bytes = label.range.clamped(to: kept.indices)
                if bytes.allSatisfy({ kept[$0] }) {
                    left += 1
                } else if bytes.contains(where: { kept[$0] }) {
                    partly += 1
                }
            }
            let labelled = Set(labels.filter { $0.message == place }.flatMap { Array($0.range) })
            for byte in kept.indices where !labelled.contains(byte) {
                others += 1
                if !kept[byte] { othersGone += 1 }
            }
        }
    }

    /// Which bytes of the original stand in the treated text, by walking both: placeholders are skipped up to the next
    /// stretch of the original that agrees.
    private static func kept(_ original: [UInt8], _ treated: [UInt8]) -> [Bool] {
        var kept = [Bool](repeating: false, count: original.count)
        var from = 0
        var at = 0
        while from < original.count, at < treated.count {
            if treated[at] == UInt8(ascii: "["), let close = treated[at...].firstIndex(of: UInt8(ascii: "]")),
                original[from] != UInt8(ascii: "[") || !original[from...].starts(with: treated[at...close])
            {
                let tail = treated[(close + 1)...].prefix { $0 != UInt8(ascii: "[") }.prefix(24)
                at = close + 1
                guard !tail.isEmpty else {
                    if close + 1 == treated.count { from = original.count }
                    continue
                }
                while from < original.count, !original[from...].starts(with: tail) { from += 1 }
            } else if original[from] == treated[at] {
                kept[from] = true
                from += 1
                at += 1
            } else {
                at += 1
            }
        }
        return kept
    }

    /// A share in per cent with three decimals: one byte of a hundred thousand shows.
    private static func percent(_ part: Int, of whole: Int) -> String {
        let thousandths = whole == 0 ? 0 : (part * 100_000 + whole / 2) / whole
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// Three lines for a reader; `nil` when nothing was labelled.
    func lines() -> [String]? {
        guard values > 0 else { return nil }
        return [
            "labelled values left: \(left) of \(values), \(SpanScore.share(left, of: values))",
            "labelled values left in part: \(partly) of \(values), \(SpanScore.share(partly, of: values))",
            "other bytes removed: \(othersGone) of \(others), \(Self.percent(othersGone, of: others)) %",
        ]
    }
}
