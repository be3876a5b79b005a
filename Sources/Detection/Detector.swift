public import Conversations

/// Known values made ready for search, by ``Detector/search(for:)``.
public struct KnownValueSearch: Sendable {
    let needles: Needles?

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
    private let index: PatternIndex
    private let linker: KnownValueLinker
    private let phoneNumbers: (any PhoneNumbers)?

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
        self.rules = rules
        self.phoneNumbers = phoneNumbers
        index = PatternIndex(rules)
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
        guard messages.count <= Self.messagesMax else { throw .tooManyMessages(messages.count) }
        for message in messages where message.utf8.count > Self.messageBytesMax {
            throw .messageTooLarge(message.utf8.count)
        }
        let scanned = messages.map { ScannedMessage($0, lexicon: rules.lexicon) }
        var findings = scanned.map(patterns)
        if let needles = search.needles {
            for (place, linked) in linker.findings(in: scanned, needles).enumerated() {
                findings[place] += linked
            }
        }
        return findings.map { list in
            list.sorted {
                ($0.range.lowerBound, $0.range.upperBound, $0.fieldClass.path, $0.detector)
                    < ($1.range.lowerBound, $1.range.upperBound, $1.fieldClass.path, $1.detector)
            }
        }
    }

    /// How many forms were tried and how many candidates came of it in one text: for tests of linear work.
    package func work(in message: String) -> Int {
        var search = PatternSearch(
            ScannedMessage(message, lexicon: rules.lexicon), index, phoneNumbers: phoneNumbers)
        search.run()
        return search.work
    }

    private func patterns(_ message: ScannedMessage) -> [Finding] {
        var search = PatternSearch(message, index, phoneNumbers: phoneNumbers)
        search.run()
        return search.hits.map { hit in
            let rule = rules.detectors[hit.rule]
            return Finding(
                range: message.folded.widestRange(of: hit.range), fieldClass: rule.fieldClass,
                detector: rule.id,
                isLinked: false)
        }
    }
}
