public import Conversations

/// What a time-stamp authority vouched for: that some bytes existed by then (RFC 3161 section 2.4.2).
///
/// The authority rounds and may say how exact it is, so a stamp is a span and not a moment: the bytes were
/// there not before ``earliest`` was possible and not after ``latest``.
public struct TimeStamp: Hashable, Sendable {
    /// The time that the token says, in UTC, a fraction cut to milliseconds.
    public let time: Timestamp
    /// What the token leaves open by its own resolution, 1 to 1,000 milliseconds.
    public let resolutionMilliseconds: Int
    /// How far the authority says it may be off in either direction, in milliseconds; `nil` when it does not
    /// say.
    public let accuracyMilliseconds: Int?
    /// The authority's serial number of the stamp, in hexadecimal.
    public let serial: String
    /// The subject of the certificate that signed, in the form of RFC 2253.
    public let authority: String
    /// The hash of the imprint; `SHA-256`, others are not accepted.
    public let hashAlgorithm: String

    /// Joins the parts.
    public init(
        time: Timestamp, resolutionMilliseconds: Int, accuracyMilliseconds: Int?, serial: String,
        authority: String, hashAlgorithm: String
    ) {
        self.time = time
        self.resolutionMilliseconds = resolutionMilliseconds
        self.accuracyMilliseconds = accuracyMilliseconds
        self.serial = serial
        self.authority = authority
        self.hashAlgorithm = hashAlgorithm
    }

    /// The earliest moment that the stamp can mean.
    public var earliest: Timestamp { time.adding(milliseconds: -Int64(accuracyMilliseconds ?? 0)) }

    /// The latest moment that the stamp can mean; a token of whole seconds means any part of its second.
    public var latest: Timestamp {
        time.adding(milliseconds: Int64(accuracyMilliseconds ?? 0) + Int64(resolutionMilliseconds) - 1)
    }
}
