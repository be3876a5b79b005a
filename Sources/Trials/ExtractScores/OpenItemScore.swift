import Conversations
import Extracts

/// How many open items stand under their heading, and how much stands there that is not open.
struct OpenItemScore {
    private struct Tally {
        var open = 0
        /// Shown by a line under the heading that shares words with the item.
        var found = 0
        /// Shown by a line under the heading from the item's message.
        var near = 0
        var closed = 0
        /// Closed, and shown all the same.
        var closedShown = 0
        /// Messages with lines under the heading, and those of them that hold an open item.
        var reports = 0
        var rightReports = 0

        static func + (left: Tally, right: Tally) -> Tally {
            Tally(
                open: left.open + right.open, found: left.found + right.found, near: left.near + right.near,
                closed: left.closed + right.closed, closedShown: left.closedShown + right.closedShown,
                reports: left.reports + right.reports, rightReports: left.rightReports + right.rightReports)
        }
    }

    private var tallies = Array(repeating: Tally(), count: OpenItemKind.allCases.count)
    private var rows = 0

    /// Adds a row that says what is open in it.
    mutating func add(_ labels: ExtractLabels, _ lines: [ExtractUnit]) {
        guard let items = labels.openItems else { return }
        rows += 1
        for (place, kind) in OpenItemKind.allCases.enumerated() {
            let shown = lines.filter { $0.section == kind.section.rawValue }
            let mine = items.filter { $0.kind == kind }
            let open = mine.filter(\.isOpen)
            let closed = mine.filter { !$0.isOpen }
            let reports = Set(shown.map(\.message))
            let added = Tally(
                open: open.count,
                found: open.count { item in shown.contains(where: item.isOverlapped) },
                near: open.count { item in shown.contains(where: item.isNear) },
                closed: closed.count,
                closedShown: closed.count { item in
                    shown.contains { line in
                        // WHY: one sentence may ask two things, of which one is open.
                        item.isOverlapped(by: line) && !open.contains { $0.isOverlapped(by: line) }
                    }
                },
                reports: reports.count,
                rightReports: reports.count { message in open.contains { $0.message == message } })
            tallies[place] = tallies[place] + added
        }
    }

    /// The counts of each kind and of all; nothing when no row was labelled.
    func lines() -> [String] {
        guard rows > 0 else { return [] }
        let all = tallies.reduce(Tally(), +)
        let named = zip(OpenItemKind.allCases.map(\.rawValue), tallies).map { ($0, $1) } + [("all", all)]
        return named.map { share("open-item recall, \($0)", $1.found, $1.open) }
            + named.map { share("open items shown by their message, \($0)", $1.near, $1.open) }
            + named.map { share("open-item precision, \($0)", $1.rightReports, $1.reports) }
            + named.map { share("closed items shown as open, \($0)", $1.closedShown, $1.closed) }
            + ["false reports a timeline: \(hundredths(all.reports - all.rightReports)) in \(rows) timelines"]
    }

    private func hundredths(_ count: Int) -> String {
        let hundredths = count * 100 / max(rows, 1)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private func share(_ name: String, _ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "\(name): none" }
        let interval = WilsonInterval(part, of: whole)
        let bounds = [Double(part) / Double(whole), interval.lower, interval.upper].map { share in
            let thousandths = Int((share * 1000).rounded())
            return "\(thousandths / 10).\(thousandths % 10)"
        }
        return "\(name): \(part) of \(whole), \(bounds[0]) [\(bounds[1]), \(bounds[2])]"
    }
}
