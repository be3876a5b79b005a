import Extracts
import Foundation

/// Simple summarisers that are run beside ours on the same sentences and budget.
enum ExtractBaseline: String, CaseIterable {
    case lead, tail, lsa

    /// Sentences in rank order while they fit, given in reading order.
    func choose(_ units: [ExtractUnit], _ budget: Budget, of total: Int) -> [ExtractUnit] {
        let ranked: [Int] =
            switch self {
            case .lead: Array(units.indices)
            case .tail: units.indices.reversed()
            case .lsa: LatentSemantics.rank(units.map(\.text))
            }
        var remaining =
            switch budget {
            case .words(let count), .lines(let count), .tokens(let count): count
            case .share(let millionths): total * millionths / 1_000_000
            }
        var chosen: [Int] = []
        for index in ranked {
            let cost = if case .lines = budget { 1 } else { units[index].words }
            guard cost <= remaining else { continue }
            remaining -= cost
            chosen.append(index)
        }
        return chosen.sorted().map { units[$0] }
    }
}

/// Latent semantic ranking (Steinberger and Ježek 2004): a sentence's length in the space of the strongest
/// topics.
enum LatentSemantics {
    private static let sweepsMax = 30
    private static let functionWords: Set<String> = Set(
        ("a an the and or but if so as of at by for with about to from in on out up off over is am are was"
            + " were be been"
            + " have has had do does did i me my we us our you your he him his she her it its they them their"
            + " this that"
            + " these those what which who when where why how can could will would should may not no just")
            .split(
                separator: " "
            ).map(String.init))

    /// Indices from the most to the least central; ties keep their order.
    static func rank(_ texts: [String]) -> [Int] {
        var terms: [String: Int] = [:]
        let rows = texts.map { text in
            Rouge.words(text).filter { !functionWords.contains($0) }.map(PorterStemmer.stem).map { stem in
                terms[stem] ?? terms.count(assigning: stem)
            }
        }
        let vectors = rows.map { row in
            var vector = Array(repeating: 0.0, count: terms.count)
            for term in row { vector[term] += 1 }
            let most = vector.max() ?? 0
            return vector.map { $0 > 0 ? 0.4 + 0.6 * $0 / most : 0 }
        }
        let (values, axes) = eigen(gram(vectors))
        let scores = texts.indices.map { sentence in
            values.indices.reduce(0.0) { sum, topic in
                sum + max(values[topic], 0) * axes[sentence][topic] * axes[sentence][topic]
                    * max(values[topic], 0)
            }
        }
        return texts.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    }

    private static func gram(_ vectors: [[Double]]) -> [[Double]] {
        vectors.map { left in vectors.map { right in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } } }
    }

    /// Jacobi's method for a symmetric matrix; the axes are columns.
    private static func eigen(_ matrix: [[Double]]) -> ([Double], [[Double]]) {
        var a = matrix
        let n = a.count
        var axes = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0.0 } }
        for _ in 0..<sweepsMax {
            var offDiagonal = 0.0
            for p in 0..<n {
                for q in (p + 1)..<max(n, p + 1) where abs(a[p][q]) > 1e-9 {
                    offDiagonal += abs(a[p][q])
                    rotate(&a, &axes, p, q)
                }
            }
            if offDiagonal < 1e-6 { break }
        }
        return ((0..<n).map { a[$0][$0] }, axes)
    }

    private static func rotate(_ a: inout [[Double]], _ axes: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in a.indices {
            let (kp, kq) = (a[k][p], a[k][q])
            (a[k][p], a[k][q]) = (c * kp - s * kq, s * kp + c * kq)
        }
        for k in a.indices {
            let (pk, qk) = (a[p][k], a[q][k])
            (a[p][k], a[q][k]) = (c * pk - s * qk, s * pk + c * qk)
            let (vp, vq) = (axes[k][p], axes[k][q])
            (axes[k][p], axes[k][q]) = (c * vp - s * vq, s * vp + c * vq)
        }
    }
}

extension [String: Int] {
    fileprivate mutating func count(assigning term: String) -> Int {
        let next = count
        self[term] = next
        return next
    }
}
