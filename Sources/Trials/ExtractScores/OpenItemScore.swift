import Conversations
import Extracts

/// What may still be open in a history, as rows label it.
enum OpenItemKind: String, CaseIterable {
    case question, promise, escalation

    /// The heading under which it belongs.
    var section: Section {
        switch self {
        case .question: .openQuestions
        case .promise: .promised
        case .escalation: .unresolvedEscalations
        }
    }
}

/// How many open items stand under their heading, and how much stands there that is not open.
struct OpenItemScore {
    private var labelled: [OpenItemKind: Int] = [:]
    private var found: [OpenItemKind: Int] = [:]
    private var shown = 0
    private var rightlyShown = 0
    private var rows = 0

    /// Adds a row that says what is open in it.
    mutating func add(_ labels: ExtractLabels, _ lines: [ExtractUnit]) {
        guard let items = labels.openItems else { return }
        rows += 1
        var places: Set<ExtractLabels.OpenItem> = []
        for kind in OpenItemKind.allCases {
            for line in lines where line.section == kind.section.rawValue {
                places.insert(ExtractLabels.OpenItem(kind: kind, message: line.message))
            }
        }
        for item in items {
            labelled[item.kind, default: 0] += 1
            if places.contains(item) { found[item.kind, default: 0] += 1 }
        }
        shown += places.count
        rightlyShown += places.count { items.contains($0) }
    }

    /// One line a kind with counts, and all kinds together; nothing when no row was labelled.
    func lines() -> [String] {
        guard rows > 0 else { return [] }
        var lines = OpenItemKind.allCases.map { kind in
            line("open-item recall, \(kind.rawValue)", found[kind] ?? 0, labelled[kind] ?? 0)
        }
        lines.append(
            line("open-item recall, all", found.values.reduce(0, +), labelled.values.reduce(0, +))
                + " in \(rows) timelines")
        lines.append(line("open-item precision, all", rightlyShown, shown))
        return lines
    }

    private func line(_ name: String, _ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "\(name): none" }
        let interval = WilsonInterval(part, of: whole)
        let bounds = [Double(part) / Double(whole), interval.lower, interval.upper].map { share in
            let thousandths = Int((share * 1000).rounded())
            return "\(thousandths / 10).\(thousandths % 10)"
        }
        return "\(name): \(part) of \(whole), \(bounds[0]) [\(bounds[1]), \(bounds[2])]"
    }
}
