import Extracts

/// How many lines stay when the last message of a history is added.
struct StabilityScore {
    private var rows = 0
    private var jaccard = 0.0
    private var bound = 0.0
    private var kept = 0.0

    /// Adds the lines of a history without and with its last message.
    mutating func add(_ before: Extract, _ after: Extract) {
        let earlier = Self.places(before)
        let later = Self.places(after)
        guard !earlier.isEmpty || !later.isEmpty else { return }
        let shared = Double(earlier.intersection(later).count)
        rows += 1
        jaccard += shared / Double(earlier.union(later).count)
        bound += Double(min(earlier.count, later.count)) / Double(max(earlier.count, later.count))
        kept += earlier.isEmpty ? 1 : shared / Double(earlier.count)
    }

    /// The mean over rows; nothing without rows.
    func lines() -> [String] {
        guard rows > 0 else { return [] }
        return [
            "lines that stay when the last message is added (Jaccard): \(percent(jaccard)) in \(rows) timelines,"
                + " at most \(percent(bound)) as their number changes; of the earlier lines \(percent(kept))"
        ]
    }

    private func percent(_ sum: Double) -> String {
        let tenths = Int((sum / Double(rows) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private struct Place: Hashable {
        let message: Int
        let range: Range<Int>
    }

    private static func places(_ extract: Extract) -> Set<Place> {
        Set(extract.readingOrder.map { Place(message: $0.message, range: $0.range) })
    }
}
