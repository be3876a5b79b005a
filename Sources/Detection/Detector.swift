public import Conversations

/// Known values made ready for search, by ``Detector/search(for:)``.
public struct KnownValueSearch: Sendable {
    let needles: NeedleBook?

    /// No known value: text is searched by form alone.
    public static let none = KnownValueSearch(needles: nil)
}

/// Finds personal values in text: by their form, and by what the customer's record says.
///
/// One linear pass over folded UTF-8 gives candidates; check digits and the words around them decide. There is no
/// regular-expression engine, so that no input makes it slow. What is found, and with which words, is data
/// (``DetectorRules``). People who appear in no linked record are found by pattern and cue only.
public struct Detector: Sendable {
    let rules: DetectorRules
    let index: PatternIndex
    // What finds of each detector have in common, in the order of the rules.
    private let kinds: [Finding.Kind]
    private let linker: KnownValueLinker
    private let phoneNumbers: (any PhoneNumbers)?
    /// How many folded bytes are held against the rules at once; see ``MessageStretches``.
    private let stretchBytes: Int

    /// The most UTF-8 bytes of one message.
    public static let messageBytesMax = 16 << 20
    /// The most messages at once.
    public static let messagesMax = 100_000
    /// The most known values at once.
    public static let knownMax = 4096

    /// Prepares the rules for search.
    ///
    /// - Parameters:
    ///   - rules: what to look for.
    ///   - phoneNumbers: reads telephone numbers of all countries; without it their forms are told by rule files alone.
    public init(rules: DetectorRules, phoneNumbers: (any PhoneNumbers)? = nil) {
        self.init(rules: rules, phoneNumbers: phoneNumbers, stretchBytes: MessageStretches.coreBytes)
    }

    /// The same with another length of stretches: for tests that cutting changes nothing.
    package init(rules: DetectorRules, phoneNumbers: (any PhoneNumbers)? = nil, stretchBytes: Int) {
        self.rules = rules
        self.phoneNumbers = phoneNumbers
        self.stretchBytes = stretchBytes
        index = PatternIndex(rules)
        kinds = rules.detectors.map {
            Finding.Kind(
                fieldClass: $0.fieldClass, detector: $0.id, isLinked: false, known: nil,
                validation: $0.validation)
        }
        linker = KnownValueLinker(rules)
    }

    /// Everything personal in some messages of one conversation.
    ///
    /// - Parameters:
    ///   - messages: in order; a known value may be split over neighbours.
    ///   - known: values of the customer's record and household; empty to go by form alone.
    /// - Returns: for each message its findings by start, then end; they may overlap.
    /// - Throws: ``DetectionFailure`` when a bound is passed; nothing is found then, so nothing may be shown.
    public func findings(
        in messages: [String], known: [KnownValue] = []
    ) throws(DetectionFailure) -> [[Finding]] {
        try findings(in: messages, search: search(for: known))
    }

    /// Prepares known values, so that several texts can be searched for them.
    ///
    /// - Parameter known: values of the customer's record and household.
    /// - Returns: what ``findings(in:search:)`` takes.
    /// - Throws: ``DetectionFailure/tooManyKnownValues(_:)`` past ``knownMax``.
    public func search(for known: [KnownValue]) throws(DetectionFailure) -> KnownValueSearch {
        guard known.count <= Self.knownMax else { throw .tooManyKnownValues(known.count) }
        return KnownValueSearch(needles: known.isEmpty ? nil : linker.needles(for: known))
    }

    /// Everything personal in some messages of one conversation, with known values that were prepared before.
    ///
    /// - Parameters:
    ///   - messages: in order; a known value may be split over neighbours.
    ///   - search: from ``search(for:)`` of this detector.
    /// - Returns: for each message its findings by start, then end; they may overlap.
    /// - Throws: ``DetectionFailure`` when a bound is passed; nothing is found then, so nothing may be shown.
    public func findings(
        in messages: [String], search: KnownValueSearch
    ) throws(DetectionFailure) -> [[Finding]] {
        try findings(in: messages, search: search, isNew: [])
    }

    /// The same where some messages were searched before and have not changed: of those only what a changed neighbour
    /// may bring is found.
    ///
    /// - Parameters:
    ///   - messages: in order; a known value may be split over neighbours.
    ///   - search: from ``search(for:)`` of this detector.
    ///   - isNew: for each message whether it is searched as a whole; what is missing counts as true.
    /// - Returns: for each message its findings by start, then end; they may overlap.
    /// - Throws: ``DetectionFailure`` when a bound is passed; nothing is found then, so nothing may be shown.
    public func findings(
        in messages: [String], search: KnownValueSearch, isNew: [Bool]
    ) throws(DetectionFailure) -> [[Finding]] {
        guard messages.count <= Self.messagesMax else { throw .tooManyMessages(messages.count) }
        for message in messages where message.utf8.count > Self.messageBytesMax {
            throw .messageTooLarge(message.utf8.count)
        }
        var findings: [[Finding]] = []
        findings.reserveCapacity(messages.count)
        var linking = search.needles.map { LinkedFindings($0) }
        var pool = ScanScratch.Pool()
        for (place, message) in messages.enumerated() {
            let isWhole = place >= isNew.count || isNew[place]
            let found: [Finding] = ListView.withView(of: message.utf8) { text in
                if !isWhole, linking?.searchKept(text) ?? true { return [] }
                return self.findings(in: text, isWhole, isKept: !isNew.isEmpty, &linking, &pool)
            }
            findings.append(found)
        }
        for (place, linked) in (linking?.findings ?? []).enumerated() where !linked.isEmpty {
            if findings[place].isEmpty {
                findings[place] = linked
            } else {
                findings[place] += linked
            }
            // WHY: to sort a list, even one in order, the standard library asks for memory.
            let list = findings[place]
            let isSorted = list.indices.dropFirst().allSatisfy { !Self.precedes(list[$0], list[$0 - 1]) }
            if !isSorted { findings[place] = list.sorted(by: Self.precedes) }
        }
        return findings
    }

    private static func precedes(_ one: Finding, _ two: Finding) -> Bool {
        if one.range.lowerBound != two.range.lowerBound { return one.range.lowerBound < two.range.lowerBound }
        if one.range.upperBound != two.range.upperBound { return one.range.upperBound < two.range.upperBound }
        return (one.fieldClass.path, one.detector) < (two.fieldClass.path, two.detector)
    }

    /// What one message holds by form, stretch by stretch; the same stretches are held against known values.
    private func findings(
        in original: ListView<UInt8>, _ isNew: Bool, isKept: Bool, _ linking: inout LinkedFindings?,
        _ pool: inout ScanScratch.Pool
    ) -> [Finding] {
        var found: [Finding] = []
        // WHY: a list that grows has its elements twice for a while; of room that is never used the system gives nothing.
        if original.count > stretchBytes { found.reserveCapacity(original.count / 4) }
        var isSorted = true
        // The rule and the end of the last hit, in stretches of the message.
        var last = (rule: -1, end: 0)
        var keyBlock = OpenKeyBlock(original)
        var room: [PatternHit] = []
        linking?.begin()
        MessageStretches.forEach(of: original, rules, coreBytes: stretchBytes, &pool) { message, core in
            linking?.search(
                message, core, isKnown: !isNew, isKept: isKept && message.text.count == original.count)
            guard isNew else { return }
            var search = PatternSearch(message, index, phoneNumbers: phoneNumbers, room: room)
            room = []
            let hits = search.run()
            defer { room = search.emptied() }
            for hit in hits where core.contains(hit.range.lowerBound) {
                let range = range(of: hit, in: message, &keyBlock)
                // WHY: forms that overlap themselves all along a text are one stretch to hide.
                if hit.rule == last.rule, let joined = found.last?.joined(with: range) {
                    found[found.count - 1] = joined
                    last.end = joined.range.upperBound
                    continue
                }
                let next = Finding(range, kinds[hit.rule])
                if range.lowerBound < last.end, let previous = found.last {
                    isSorted = isSorted && !Self.precedes(next, previous)
                }
                last = (hit.rule, range.upperBound)
                found.append(next)
            }
        }
        if !isSorted { found.sort(by: Self.precedes) }
        return found
    }

    private func range(
        of hit: PatternHit, in message: ScannedMessage, _ keyBlock: inout OpenKeyBlock
    ) -> Range<Int> {
        var range = message.folded.widestRange(of: hit.range)
        if hit.range.upperBound == message.bytes.count, rules.detectors[hit.rule].find == .pem {
            range = range.lowerBound..<keyBlock.end(from: range.lowerBound)
        }
        return range
    }

    /// How much of known values was compared in one text: for tests of linear work.
    package func work(in message: String, known: [KnownValue]) -> Int {
        var linking = LinkedFindings(linker.needles(for: known))
        linking.begin()
        let scanned = ScannedMessage(message, rules)
        linking.search(scanned, 0..<scanned.bytes.count, isKnown: false)
        return linking.work
    }

    /// How many forms were tried and how many candidates came of it in one text: for tests of linear work.
    package func work(in message: String) -> Int {
        var search = PatternSearch(ScannedMessage(message, rules), index, phoneNumbers: phoneNumbers)
        _ = search.run()
        return search.work
    }
}
