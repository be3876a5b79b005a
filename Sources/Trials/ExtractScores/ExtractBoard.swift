import Conversations
import Extracts

/// Gathers scores per method and writes the report.
struct ExtractBoard {
    /// A quotient gathered over rows.
    private struct Tally {
        var hits: [Double] = []
        var totals: [Double] = []

        mutating func add(_ hit: Double, of total: Double) {
            hits.append(hit)
            totals.append(total)
        }

        var percent: Double {
            let total = totals.reduce(0, +)
            return total == 0 ? 0 : 100 * hits.reduce(0, +) / total
        }
    }

    private static let measures = [
        "rouge-1", "rouge-2", "rouge-l", "human choice f1", "live-fact recall", "outcome recall",
        "superseded shown without live",
    ]

    private var methods: [String] = []
    private var tallies: [String: [Tally]] = [:]

    var isEmpty: Bool { methods.isEmpty }

    mutating func add(
        _ method: String, _ lines: [ExtractUnit], _ labels: ExtractLabels, _ messages: [ExtractMessage]
    ) {
        if !methods.contains(method) { methods.append(method) }
        var own = tallies[method] ?? Array(repeating: Tally(), count: Self.measures.count)
        tallies[method] = []
        if !labels.references.isEmpty {
            let stems = lines.flatMap { Rouge.stems($0.text) }
            let count = Double(labels.references.count)
            for (place, score) in [
                labels.references.map { Rouge.overlap(stems, $0, size: 1) },
                labels.references.map { Rouge.overlap(stems, $0, size: 2) },
                labels.references.map { Rouge.sequence(stems, $0) },
            ].enumerated() { own[place].add(score.reduce(0, +), of: count) }
        }
        if !labels.choices.isEmpty {
            let sum = labels.choices.reduce(0.0) { $0 + Self.agreement(lines, $1) }
            own[3].add(sum, of: Double(labels.choices.count))
        }
        Self.addFacts(&own, lines, labels.facts)
        tallies[method] = own
    }

    /// F1 of the bytes that both chose.
    private static func agreement(_ lines: [ExtractUnit], _ choice: [(message: Int, range: Range<Int>)])
        -> Double
    {
        var shared = 0
        for line in lines {
            for span in choice where span.message == line.message {
                shared += span.range.clamped(to: line.range).count
            }
        }
        return Rouge.f1(
            shared, lines.reduce(0) { $0 + $1.range.count }, choice.reduce(0) { $0 + $1.range.count })
    }

    private static func addFacts(_ own: inout [Tally], _ lines: [ExtractUnit], _ facts: [ExtractLabels.Fact])
    {
        guard !facts.isEmpty else { return }
        let texts = lines.map { Rouge.words($0.text) }
        let isShown: (ExtractLabels.Fact) -> Bool = { fact in
            fact.wordings.contains { wording in texts.contains { contains($0, wording) } }
        }
        let live = facts.filter { !$0.isSuperseded && !$0.isOutcome }
        own[4].add(Double(live.count(where: isShown)), of: Double(live.count))
        let outcomes = facts.filter(\.isOutcome)
        let told = outcomes.count { outcome in lines.contains { $0.message == outcome.message } }
        own[5].add(Double(told), of: Double(outcomes.count))
        let changed = facts.filter { old in old.isSuperseded && live.contains { $0.kind == old.kind } }
        let misleading = changed.count { old in
            isShown(old) && !live.contains { $0.kind == old.kind && isShown($0) }
        }
        own[6].add(Double(misleading), of: Double(changed.count))
    }

    private static func contains(_ words: [String], _ run: [String]) -> Bool {
        guard !run.isEmpty, words.count >= run.count else { return false }
        return (0...(words.count - run.count)).contains { words[$0..<($0 + run.count)].elementsEqual(run) }
    }

    /// One line a method and measure, with 95 % bootstrap intervals of the value and of its lead over the
    /// baselines.
    func lines() -> [String] {
        var lines: [String] = []
        for (place, measure) in Self.measures.enumerated() {
            for method in methods {
                guard let tally = tallies[method]?[place], tally.totals.contains(where: { $0 > 0 }) else {
                    continue
                }
                let (low, high) = Bootstrap.interval(tally.hits, tally.totals)
                lines.append("\(measure), \(method): \(one(tally.percent)) [\(one(low)), \(one(high))]")
            }
            guard let ours = tallies["ours"]?[place] else { continue }
            for method in methods where method != "ours" {
                guard let theirs = tallies[method]?[place], ours.totals.contains(where: { $0 > 0 }) else {
                    continue
                }
                let (low, high) = Bootstrap.interval(zip(ours.hits, theirs.hits).map(-), ours.totals)
                let lead = one(ours.percent - theirs.percent)
                lines.append("\(measure), ours - \(method): \(lead) [\(one(low)), \(one(high))]")
            }
        }
        return lines
    }

    private func one(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

/// Intervals by drawing rows again, with a fixed seed.
enum Bootstrap {
    private static let drawsCount = 1000

    /// The 2.5th and 97.5th of a hundred of the quotient of sums, in hundredths.
    static func interval(_ hits: [Double], _ totals: [Double]) -> (Double, Double) {
        guard !hits.isEmpty else { return (0, 0) }
        var state: UInt64 = 0x9E37_79B9
        var values: [Double] = []
        for _ in 0..<drawsCount {
            var hit = 0.0
            var total = 0.0
            for _ in hits.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let row = Int((state >> 33) % UInt64(hits.count))
                hit += hits[row]
                total += totals[row]
            }
            values.append(total == 0 ? 0 : 100 * hit / total)
        }
        values.sort()
        return (values[drawsCount * 25 / 1000], values[drawsCount * 975 / 1000])
    }
}
