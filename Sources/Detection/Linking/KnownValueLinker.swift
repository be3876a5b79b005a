import Conversations

/// Finds the customer's own values in text, however they are written.
struct KnownValueLinker: Sendable {
    private let rules: DetectorRules
    private let nicknames: [String: [String]]
    static let detector: DetectorID = "known-value"

    init(_ rules: DetectorRules) {
        self.rules = rules
        var nicknames: [String: [String]] = [:]
        for group in rules.tables.nicknames {
            guard let formal = group.first else { continue }
            for name in group.dropFirst() {
                nicknames[formal, default: []].append(name)
                nicknames[name, default: []].append(formal)
                nicknames[name, default: []] += group.dropFirst().filter { $0 != name }
            }
        }
        self.nicknames = nicknames
    }

    /// What some known values are looked for by.
    func needles(for known: [KnownValue]) -> Needles { Needles(known, rules, nicknames: nicknames) }

    /// For each message the places where a known value stands.
    func findings(in messages: [ScannedMessage], _ needles: Needles) -> [[Finding]] {
        var hits: [[LinkedHit]] = []
        var streams: [LinkedStreams] = []
        for (place, message) in messages.enumerated() {
            let stream = LinkedStreams(message, rules)
            var search = LinkedSearch(
                message, stream, needles, previous: place > 0 ? messages[place - 1] : nil)
            search.run()
            hits.append(search.hits)
            streams.append(stream)
        }
        for place in messages.indices {
            for next in [place + 1, place + 2] where next < messages.count {
                let bridge = Bridge(
                    (messages[place], streams[place]), (messages[next], streams[next]), needles,
                    isNeighbour: next == place + 1)
                for (left, right) in bridge.hits() {
                    hits[place].append(left)
                    hits[next].append(right)
                }
            }
        }
        return zip(messages, hits).map { message, hits in
            var seen: Set<Finding> = []
            return hits.compactMap { hit in
                let finding = Finding(
                    range: message.folded.widestRange(of: hit.range), fieldClass: hit.fieldClass,
                    detector: Self.detector, isLinked: true, known: hit.known)
                return seen.insert(finding).inserted ? finding : nil
            }
        }
    }
}

/// A stretch of folded bytes that a known value explains.
struct LinkedHit: Sendable {
    let range: Range<Int>
    let fieldClass: FieldClass
    /// The place of the known value in the list of them.
    let known: Int
}

/// Both readings of a message's letters and digits.
struct LinkedStreams: Sendable {
    let written: LetterStream
    /// `nil` when nothing is spelled.
    let spelled: LetterStream?

    init(_ message: ScannedMessage, _ rules: DetectorRules) {
        written = LetterStream(writtenIn: message)
        let spelled = LetterStream(spelledIn: message, rules)
        self.spelled = spelled.isSpelled ? spelled : nil
    }
}
