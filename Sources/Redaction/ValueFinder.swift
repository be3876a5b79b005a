public import Detection

/// What searches text for personal values: the detector, or in tests one that is broken on purpose.
public protocol ValueFinder: Sendable {
    /// Everything personal in some messages of one conversation.
    ///
    /// - Parameters:
    ///   - messages: in order.
    ///   - search: the known values, prepared by the redactor's detector.
    /// - Returns: one list of findings for each message.
    /// - Throws: ``DetectionFailure`` when the text cannot be searched.
    func findings(in messages: [String], search: KnownValueSearch) throws(DetectionFailure) -> [[Finding]]

    /// The same where some messages were searched before and have not changed since: of those only what a changed
    /// neighbour may bring has to be found.
    ///
    /// - Parameters:
    ///   - messages: in order.
    ///   - search: the known values, prepared by the redactor's detector.
    ///   - isNew: for each message whether it was not searched in this form before.
    /// - Returns: one list of findings for each message; a search that finds too much is none the worse.
    /// - Throws: ``DetectionFailure`` when the text cannot be searched.
    func findings(
        in messages: [String], search: KnownValueSearch, isNew: [Bool]
    ) throws(DetectionFailure) -> [[Finding]]
}

extension ValueFinder {
    /// Searches all messages as if they were new.
    public func findings(
        in messages: [String], search: KnownValueSearch, isNew: [Bool]
    ) throws(DetectionFailure) -> [[Finding]] {
        try findings(in: messages, search: search)
    }
}

extension Detector: ValueFinder {}
