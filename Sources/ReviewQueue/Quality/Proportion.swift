import Foundation

/// A share that was counted, with the interval that the count proves.
///
/// Exact binomial bounds (Clopper and Pearson, 1934): they hold for small counts and for none at all, where approximations
/// prove too much.
public struct Proportion: Hashable, Sendable {
    /// How many of them.
    public let hits: Int
    /// Out of how many.
    public let total: Int

    /// Joins two counts; `hits` is at most `total`.
    public init(hits: Int, total: Int) {
        precondition(0 <= hits && hits <= total, "a part is at most the whole")
        self.hits = hits
        self.total = total
    }

    /// The share as counted, `nil` of nothing.
    public var share: Double? { total == 0 ? nil : Double(hits) / Double(total) }

    /// The greatest share that the count does not rule out.
    ///
    /// - Parameter error: the one-sided chance of being wrong, for example .05.
    /// - Returns: 0 to 1; 1 where nothing was counted.
    public func upper(error: Double = 0.05) -> Double {
        guard total > 0, hits < total else { return 1 }
        return Self.root { Self.atMost(hits, of: total, share: $0) - error }
    }

    /// The least share that the count does not rule out; the other side of ``upper(error:)``.
    public func lower(error: Double = 0.05) -> Double {
        guard total > 0, hits > 0 else { return 0 }
        return Self.root { 1 - Self.atMost(hits - 1, of: total, share: $0) - error }
    }

    /// Halves the interval from 0 to 1 until the function's sign changes there.
    private static func root(_ value: (Double) -> Double) -> Double {
        var (low, high) = (0.0, 1.0)
        let isFalling = value(1e-12) > 0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if (value(middle) > 0) == isFalling { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The chance of so many hits or fewer.
    private static func atMost(_ hits: Int, of total: Int, share: Double) -> Double {
        guard share > 0 else { return 1 }
        guard share < 1 else { return hits >= total ? 1 : 0 }
        let (logHit, logMiss) = (log(share), log1p(-share))
        var sum = 0.0
        // log of C(total, 0), then each further coefficient from the one before.
        var logChoose = 0.0
        for count in 0...hits {
            sum += exp(logChoose + Double(count) * logHit + Double(total - count) * logMiss)
            logChoose += log(Double(total - count)) - log(Double(count + 1))
        }
        return min(1, sum)
    }
}

/// What a blind, stratified sample of unflagged traffic proves of what the rules miss.
public struct Elusion: Hashable, Sendable {
    /// One part of the unflagged traffic.
    public struct Stratum: Hashable, Sendable {
        /// What it is called, for example `suppressed`.
        public let name: String
        /// How many messages or conversations it has.
        public let size: Int
        /// How many of them were drawn and read, and how many of those should have been flagged.
        public let sample: Proportion

        /// Joins the parts.
        public init(name: String, size: Int, sample: Proportion) {
            self.name = name
            self.size = size
            self.sample = sample
        }
    }

    /// The parts, which together are all unflagged traffic.
    public let strata: [Stratum]
    /// How many were flagged rightly.
    public let found: Int

    /// Joins a sample with what was found.
    public init(strata: [Stratum], found: Int) {
        self.strata = strata
        self.found = found
    }

    /// The least and the greatest number of misses that the sample does not rule out, together 95 % sure.
    ///
    /// WHY the error is shared out: each stratum's bound may fail, and the sum holds only if none does.
    public var missed: (lower: Double, upper: Double) {
        let error = 0.05 / Double(2 * max(1, strata.count))
        return strata.reduce((0.0, 0.0)) { sum, stratum in
            (
                sum.0 + Double(stratum.size) * stratum.sample.lower(error: error),
                sum.1 + Double(stratum.size) * stratum.sample.upper(error: error)
            )
        }
    }

    /// The recall that the sample proves: at least, as counted, at most.
    public var recall: (lower: Double, counted: Double, upper: Double) {
        let counted = strata.reduce(0.0) { $0 + Double($1.size) * ($1.sample.share ?? 1) }
        let missed = missed
        func recall(_ misses: Double) -> Double {
            found == 0 && misses == 0 ? 1 : Double(found) / (Double(found) + misses)
        }
        return (recall(missed.upper), recall(counted), recall(missed.lower))
    }
}
