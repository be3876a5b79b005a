/// Treated text held against labels: which values are left, and how much else is gone.
struct RedactionScore {
    private var values = 0
    private var left = 0
    private var partly = 0
    private var others = 0
    private var othersGone = 0
    private var strays = 0

    /// Adds one row; messages and treated texts pair up. Labels beyond their message are counted apart.
    mutating func add(messages: [String], treated: [String], labels: [SpanScore.Span]) {
        strays += labels.count { !messages.indices.contains($0.message) }
        for (place, (message, text)) in zip(messages, treated).enumerated() {
            let kept = Self.kept(Array(message.utf8), Array(text.utf8))
            let own = labels.filter { $0.message == place }
            // INVARIANT: what is walked byte by byte lies in the message, whatever numbers a label has.
            let fitting = own.filter { $0.range.lowerBound >= 0 && $0.range.upperBound <= kept.count }
            strays += own.count - fitting.count
            for label in fitting where label.fieldClass != "other" {
                values += 1
                if label.range.allSatisfy({ kept[$0] }) {
                    left += 1
                } else if label.range.contains(where: { kept[$0] }) {
                    partly += 1
                }
            }
            let labelled = Set(fitting.flatMap { Array($0.range) })
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

    /// Three lines for a reader, and one when labels did not fit; `nil` when nothing was labelled.
    func lines() -> [String]? {
        let misfits = strays == 0 ? [] : ["labels beyond their text, not scored: \(strays)"]
        guard values > 0 else { return misfits.isEmpty ? nil : misfits }
        return [
            "labelled values left: \(left) of \(values), \(SpanScore.share(left, of: values))",
            "labelled values left in part: \(partly) of \(values), \(SpanScore.share(partly, of: values))",
            "other bytes removed: \(othersGone) of \(others), \(Self.percent(othersGone, of: others)) %",
        ] + misfits
    }
}
