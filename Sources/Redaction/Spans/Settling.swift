import Conversations
import Detection
import FieldPolicy

/// One conversation on its way: treat what is found, search what changed, until nothing new turns up.
///
/// INVARIANT: after ``run(_:by:)`` every message was searched in the form in which it is given out, beside neighbours in
/// the form in which they are; a message is searched again only when it or a neighbour within reach has changed, and as a whole only when it has.
struct Settling {
    private let rebuild: ConversationRebuild
    private let isOwn: [Bool]
    private let rawCounts: OwnValues
    private var findings: [[Finding]]
    private var messages: [RebuiltMessage]
    private var visible: [VisibleText]
    /// The messages whose visible text is not what was searched last.
    private var changed: [Int]
    /// How often the treated text may turn up something new.
    private static let roundsMax = 12

    /// Begins with what was found in the messages as they are.
    ///
    /// WHY: what a hesitant detector says of the raw text depends on the length of values between it and the word that
    /// makes it hesitate; it is heard only when those are placeholders.
    init(rebuild: ConversationRebuild, raw: [[Finding]], hesitant: Set<DetectorID>, isOwn: [Bool]) {
        self.rebuild = rebuild
        self.isOwn = isOwn
        rawCounts = OwnValues(raw, rebuild.originals, isOwn)
        findings = raw.map { list in list.filter { $0.isLinked || !hesitant.contains($0.detector) } }
        messages = raw.indices.map { [findings] in rebuild.message($0, findings[$0]) }
        visible = messages.map(VisibleText.init)
        changed = raw.indices.filter { [findings, messages] place in
            findings[place].count != raw[place].count || messages[place].isChanged
        }
    }

    /// Searches and treats until nothing new turns up.
    mutating func run(
        _ search: MessageSearch, by finder: any ValueFinder
    ) throws(RedactionFailure) {
        for _ in 0..<Self.roundsMax {
            guard !changed.isEmpty else { return }
            let places = reached(from: changed)
            let found = try search.findings(at: places, changed: changed, in: visible.map(\.text), by: finder)
            changed = []
            for (place, list) in zip(places, found) {
                let left = leftovers(list)
                guard !left.isEmpty else { continue }
                findings[place] += left.map { finding in
                    finding.moved(to: visible[place].original(of: finding.range))
                }
                messages[place] = rebuild.message(place, findings[place])
                visible[place] = VisibleText(messages[place])
                changed.append(place)
            }
        }
        throw .unsound(message: changed.first ?? 0)
    }

    /// Searches the whole finished text once more; a hit is a defect.
    func inspect(_ search: MessageSearch, by inspector: any ValueFinder) throws(RedactionFailure) {
        let found = try search.all(in: visible.map(\.text), by: inspector)
        if let place = found.firstIndex(where: { !leftovers($0).isEmpty }) { throw .unsound(message: place) }
    }

    /// What is found beside the placeholders and may not be shown.
    private func leftovers(_ list: [Finding]) -> [Finding] {
        list.filter { rebuild.view.decision(for: $0.fieldClass).treatment != .show }
    }

    /// Some messages with every neighbour within reach, in order.
    private func reached(from places: [Int]) -> [Int] {
        var reached: [Int] = []
        for place in places {
            let low = max(place - Detector.neighbourReach, reached.last.map { $0 + 1 } ?? 0)
            let high = min(place + Detector.neighbourReach, messages.count - 1)
            if low <= high { reached += low...high }
        }
        return reached
    }
}

extension Settling {
    /// What may be given out.
    var conversation: RedactedConversation {
        var counts: [WithheldKey: Int] = [:]
        for message in messages { for key in message.withheld { counts[key, default: 0] += 1 } }
        let withheld = counts.map {
            WithheldCount(fieldClass: $0.key.fieldClass, rule: $0.key.rule, count: $0.value)
        }
        return RedactedConversation(
            messages: messages.map(\.message),
            withheld: withheld.sorted { ($0.fieldClass, $0.rule) < ($1.fieldClass, $1.rule) },
            isGuessList: rawCounts.isGuessList)
    }

    /// What became of every value, and why.
    var spans: [TreatedSpan] {
        zip(messages.indices, messages).flatMap { place, message in
            message.clusters.map { TreatedSpan(message: place, $0) }
        }
    }
}
