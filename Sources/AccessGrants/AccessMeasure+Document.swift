public import Conversations

extension AccessMeasure {
    /// Everything counted, as one document; shares are in tenths of a percent with the bounds of their 95 % interval,
    /// `null` where nothing was counted.
    public var document: JSONValue {
        let waited = waitedMilliseconds.sorted()
        return [
            "rows": .array(counted.map { Self.json($0.key, $0.row) }),
            "requests": [
                "asked": JSONValue(asked), "decided": JSONValue(waited.count),
                "unanswered": JSONValue(unanswered), "waiting": JSONValue(openRequests.count),
                "unanswered_permille": ShareInterval(unanswered, of: asked).share,
                "unanswered_interval": ShareInterval(unanswered, of: asked).bounds,
                "decision_seconds_median": Self.quantile(waited, 50),
                "decision_seconds_p90": Self.quantile(waited, 90),
            ],
            "break_glass": ["started": JSONValue(glasses), "reviewed": JSONValue(reviews)],
            "leaves_not_opened": JSONValue(closedLeaves),
        ]
    }

    private static func json(_ key: Key, _ row: Row) -> JSONValue {
        let beyond = row.notNeeded.values.reduce(0, +)
        let wanted = row.wanted.values.reduce(0, +)
        let over = ShareInterval(beyond, of: row.isNeedKnown ? row.shown : 0)
        let under = ShareInterval(wanted, of: row.withheld)
        return [
            "organisation": .string(key.organisation), "role": .string(key.role),
            "purpose": .string(key.purpose),
            "disclosures": JSONValue(row.disclosures), "shown": JSONValue(row.shown),
            "not_needed": row.isNeedKnown ? JSONValue(beyond) : .null,
            "not_needed_classes": classes(row.notNeeded),
            "over_exposure_permille": over.share, "over_exposure_interval": over.bounds,
            "withheld": JSONValue(row.withheld), "then_asked_for": JSONValue(row.askedFor),
            "then_escalated": JSONValue(row.escalated), "wanted_classes": classes(row.wanted),
            "under_provision_permille": under.share, "under_provision_interval": under.bounds,
        ]
    }

    /// The most frequent first.
    private static func classes(_ counts: [String: Int]) -> JSONValue {
        .array(
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                ["class": .string($0.key), "count": JSONValue($0.value)]
            })
    }

    /// The nearest-rank quantile in seconds.
    private static func quantile(_ sorted: [Int64], _ percent: Int) -> JSONValue {
        guard !sorted.isEmpty else { return .null }
        let rank = max(1, (sorted.count * percent + 99) / 100)
        return .int(sorted[rank - 1] / 1_000)
    }
}

/// A share in tenths of a percent, and between what bounds it lies with a confidence of 95 % (Wilson 1927).
struct ShareInterval {
    private let part: Int
    private let whole: Int

    /// A count out of another; out of nothing there is no share.
    init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    var share: JSONValue { whole == 0 ? .null : JSONValue((part * 1_000 + whole / 2) / whole) }

    /// `[lower, upper]`, rounded outwards.
    var bounds: JSONValue {
        guard whole > 0 else { return .null }
        let interval = WilsonInterval(part, of: whole)
        let lower = part == 0 ? 0 : Int(1_000 * interval.lower)
        let upper = part == whole ? 1_000 : Int((1_000 * interval.upper).rounded(.up))
        return [JSONValue(lower), JSONValue(upper)]
    }
}
