import Conversations
import ReviewQueue

/// What people found in a blind sample, and what that proves of everything that no rule flagged.
struct SampleReport {
    private let elusion: Elusion
    private let agreement: Agreement
    private let knownRight: Proportion
    private let unread: Int

    init(key: String, labels: String, second: String?, known: String?, found: Int?) throws {
        var sizes: [String: Int] = [:]
        var flagged = 0
        var strata: [String: String] = [:]
        for row in try Self.rows(key) {
            if let counted = row["strata"]?.object {
                sizes = counted.compactMapValues { $0.int.map(Int.init) }
                flagged = Int(row["flagged"]?.int ?? 0)
            } else if let id = row["id"], let stratum = row["stratum"]?.string {
                strata[id.text()] = stratum
            }
        }
        let first = try Self.labels(labels)
        guard first.keys.allSatisfy({ strata[$0] != nil }) else {
            throw Terminal.stop("\(labels): expected ids that \(key) has, found others", Exit.usage)
        }
        var counts: [String: (hits: Int, total: Int)] = [:]
        for (id, stratum) in strata {
            guard let label = first[id] else { continue }
            let before = counts[stratum] ?? (0, 0)
            counts[stratum] = (before.hits + (label == "none" ? 0 : 1), before.total + 1)
        }
        elusion = Elusion(
            strata: sizes.keys.sorted().map { name in
                let counted = counts[name] ?? (0, 0)
                return Elusion.Stratum(
                    name: name, size: sizes[name] ?? 0,
                    sample: Proportion(hits: counted.hits, total: counted.total))
            }, found: found ?? flagged)
        unread = strata.keys.count { first[$0] == nil }
        var agreement = Agreement()
        if let second {
            let again = try Self.labels(second)
            for id in first.keys.sorted() {
                if let one = first[id], let other = again[id] { agreement.add(one, other) }
            }
        }
        self.agreement = agreement
        var right = (hits: 0, total: 0)
        if let known {
            for (id, answer) in try Self.labels(known) {
                guard let label = first[id] else { continue }
                right = (right.hits + (label == answer ? 1 : 0), right.total + 1)
            }
        }
        knownRight = Proportion(hits: right.hits, total: right.total)
    }

    private static func rows(_ path: String) throws -> [JSONValue] {
        var rows: [JSONValue] = []
        let lines = try LineReader(path: path)
        while let line = try lines.next() {
            guard !line.isEmpty else { continue }
            guard let row = try? JSONValue(json: line) else {
                throw Terminal.stop("\(path):\(rows.count + 1): expected a line of JSON", Exit.usage)
            }
            rows.append(row)
        }
        return rows
    }

    private static func labels(_ path: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        for (number, row) in try rows(path).enumerated() {
            guard let id = row["id"], let label = row["label"]?.string else {
                throw Terminal.stop("\(path):\(number + 1): expected {\"id\",\"label\"}", Exit.usage)
            }
            labels[id.text()] = label
        }
        return labels
    }

    // MARK: - Telling

    private static func parts(_ share: Double?) -> JSONValue {
        share.map { .int(Int64(($0 * 10_000).rounded())) } ?? .null
    }

    /// Shares in hundredths of a percent; kappa and AC1 in ten-thousandths.
    var document: JSONValue {
        let recall = elusion.recall
        return [
            "unread": JSONValue(unread),
            "strata": .array(
                elusion.strata.map { stratum in
                    [
                        "stratum": .string(stratum.name), "size": JSONValue(stratum.size),
                        "read": JSONValue(stratum.sample.total), "missed": JSONValue(stratum.sample.hits),
                        "missed_at_most": Self.parts(stratum.sample.upper()),
                    ]
                }),
            "recall": [
                "at_least": Self.parts(recall.lower), "counted": Self.parts(recall.counted),
                "at_most": Self.parts(recall.upper),
            ],
            "agreement": [
                "read_twice": JSONValue(agreement.count), "observed": Self.parts(agreement.observed),
                "kappa": Self.parts(agreement.kappa), "ac1": Self.parts(agreement.ac1),
            ],
            "known_answers": [
                "asked": JSONValue(knownRight.total), "right": JSONValue(knownRight.hits),
                "right_at_least": Self.parts(knownRight.total == 0 ? nil : knownRight.lower()),
            ],
        ]
    }

    var lines: [String] {
        func text(_ share: Double?) -> String {
            guard let share else { return "-" }
            let hundredths = Int((share * 10_000).rounded())
            let sign = hundredths < 0 ? "-" : ""
            let rest = abs(hundredths) % 100
            return "\(sign)\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
        func decimal(_ value: Double?) -> String {
            guard let value else { return "-" }
            let hundredths = Int((value * 100).rounded())
            let rest = abs(hundredths) % 100
            return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
        let recall = elusion.recall
        var lines = elusion.strata.map { stratum in
            "\(stratum.name): \(stratum.sample.hits) missed of \(stratum.sample.total) read (\(stratum.size) in all), "
                + "at most \(text(stratum.sample.upper())) % missed (95 %)"
        }
        lines.append(
            "recall: at least \(text(recall.lower)) %, as counted \(text(recall.counted)) %, at most "
                + "\(text(recall.upper)) % (95 %, all strata together)")
        if unread > 0 { lines.append("\(unread) conversations of the sample were not read") }
        if agreement.count > 0 {
            let kappa = decimal(agreement.kappa)
            let ac1 = decimal(agreement.ac1)
            lines.append(
                "agreement of two readers: \(text(agreement.observed)) % of \(agreement.count), kappa \(kappa), AC1 \(ac1)"
            )
            if let ac1 = agreement.ac1, ac1 < 0.6 { lines.append("below .60: calibrate before you go on") }
        }
        if knownRight.total > 0 {
            lines.append(
                "known answers: \(knownRight.hits) of \(knownRight.total) right, at least "
                    + "\(text(knownRight.lower())) % (95 %)")
        }
        return lines
    }
}
