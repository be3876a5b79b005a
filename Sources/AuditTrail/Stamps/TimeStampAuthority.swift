/// Whom a gateway asks for time stamps: an authority outside, over whatever carries the question.
public protocol TimeStampAuthority: Sendable {
    /// Asks for one stamp.
    ///
    /// - Parameter query: DER of a `TimeStampReq` (RFC 3161 section 2.4.1).
    /// - Returns: what came back, not believed yet; at most ``StampFile/tokenBytesMax`` bytes.
    /// - Throws: ``TimeStampAuthorityFailure``; an answer that is late counts as none.
    func reply(to query: [UInt8]) async throws(TimeStampAuthorityFailure) -> [UInt8]
}

/// Why an authority gave no answer that could be looked at.
public enum TimeStampAuthorityFailure: Error, Hashable, Sendable {
    /// No connection, or it broke.
    case unreachable
    /// No whole answer within so many seconds.
    case late(seconds: Int)
    /// Another status than 200; the number found.
    case status(Int)
    /// Not `application/timestamp-reply`.
    case mediaType
    /// More bytes than an answer may have.
    case tooLong(bytesMax: Int)
}

extension TimeStampAuthorityFailure: CustomStringConvertible {
    /// What was expected and found; nothing of the answer's own words.
    public var description: String {
        switch self {
        case .unreachable: "the time-stamp authority cannot be reached"
        case .late(let seconds): "the time-stamp authority gave no whole answer within \(seconds) seconds"
        case .status(let found): "expected status 200 of the time-stamp authority, found \(found)"
        case .mediaType:
            "expected application/timestamp-reply of the time-stamp authority, found another type"
        case .tooLong(let bytesMax):
            "expected at most \(bytesMax) bytes of the time-stamp authority, found more"
        }
    }
}
