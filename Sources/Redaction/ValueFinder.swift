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
}

extension Detector: ValueFinder {}
