import Conversations
import Foundation

/// Counts flags against labels and says how sure the shares are.
struct FlagScore {
    private struct Count {
        var found = 0
        var missed = 0
        var wrong = 0
    }

    private var byCategory: [String: Count] = [:]
    private var rows = 0
    private var flaggedRows = 0
    private var harmlessRows = 0
    private var harmlessFlagged = 0
    private var harmfulRows = 0
    private var harmfulFlagged = 0
    private var unassessedRows = 0
    private var modelRows = 0
    private let modelBudgetPermille: Int?

    /// Starts at nothing.
    ///
    /// - Parameter modelBudgetPermille: what the linear model alone may flag; `nil` without a model.
    init(modelBudgetPermille: Int? = nil) { self.modelBudgetPermille = modelBudgetPermille }

    /// Counts one row; `none` among its labels means that it should raise no flag.
    mutating func add(labels: Set<String>, found: Set<String>, isAssessed: Bool, isByModelAlone: Bool = false)
    {
        if isByModelAlone { modelRows += 1 }
        rows += 1
        if !isAssessed { unassessedRows += 1 }
        if !found.isEmpty { flaggedRows += 1 }
        let wanted = labels.subtracting(["none"])
        if wanted.isEmpty {
            harmlessRows += 1
            if !found.isEmpty { harmlessFlagged += 1 }
        } else {
            harmfulRows += 1
            if !found.isEmpty { harmfulFlagged += 1 }
        }
        for category in wanted.union(found) {
            switch (wanted.contains(category), found.contains(category)) {
            case (true, true): byCategory[category, default: Count()].found += 1
            case (true, false): byCategory[category, default: Count()].missed += 1
            default: byCategory[category, default: Count()].wrong += 1
            }
        }
    }

    /// The report; `nil` when nothing was counted.
    var lines: [String]? {
        guard rows > 0 else { return nil }
        var lines = ["flags against labels, 95 % Wilson intervals"]
        for category in byCategory.keys.sorted() {
            let count = byCategory[category] ?? Count()
            lines.append(
                "\(category): recall \(Self.share(count.found, count.found + count.missed))"
                    + ", precision \(Self.share(count.found, count.found + count.wrong))")
        }
        lines.append("any flag: recall \(Self.share(harmfulFlagged, harmfulRows))")
        lines.append("rows labelled none that are flagged: \(Self.share(harmlessFlagged, harmlessRows))")
        lines.append(
            "rows flagged: \(Self.share(flaggedRows, rows)), not assessed: \(Self.share(unassessedRows, rows))"
        )
        if let modelBudgetPermille {
            lines.append(
                "rows that only the linear model flags: \(Self.share(modelRows, rows)), its budget of neutral traffic: "
                    + String(format: "%.3f", Double(modelBudgetPermille) / 1000))
        }
        return lines
    }

    /// A share with its interval, as a reader wants it.
    static func share(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "no rows" }
        let interval = WilsonInterval(part, of: whole)
        return String(
            format: "%.3f [%.3f, %.3f] (%d of %d)", Double(part) / Double(whole), interval.lower,
            interval.upper,
            part, whole)
    }
}
