/// Believes time stamps (RFC 3161); libcrypto's behind the shell's `TimeStamping`.
public protocol TimeStamps: Sendable {
    /// Believes a stamp of some bytes, by the authorities that were given to it and by no others.
    ///
    /// - Parameters:
    ///   - token: the response of the authority as it was received, DER of a `TimeStampResp`.
    ///   - bytes: what was stamped, for a log the bytes of a signed checkpoint.
    /// - Returns: when, and who says so.
    /// - Throws: ``TimeStampFault`` naming the first thing that does not hold.
    func verify(token: [UInt8], of bytes: [UInt8]) throws(TimeStampFault) -> TimeStamp
}

/// Why a time stamp is not believed.
public enum TimeStampFault: Error, Hashable, Sendable {
    /// Not one whole DER of a time-stamp response: cut short, followed by more, or something else.
    case malformed
    /// The authority refused to stamp; its status (RFC 3161 section 2.4.2), 2 or more.
    case refused(status: Int)
    /// The token is of another version than 1; the number found.
    case version(Int)
    /// The token was made with another hash than SHA-256; the name found.
    case algorithm(String)
    /// A stamp of other bytes than these.
    case imprint
    /// The answer to another question: its nonce is not the one that was sent.
    case nonce
    /// The signature does not hold, or does not name the certificate that made it.
    case signature
    /// The token does not carry the certificate that signed it, and none was given.
    case certificateMissing
    /// No chain leads from the certificate to an authority that was given; what libcrypto said.
    case untrusted(String)
    /// A certificate of the chain was not valid at the time of the stamp.
    case expired
    /// The certificate is not for time stamping, and for nothing else (RFC 3161 section 2.3).
    case purpose
    /// The token says a time that does not exist.
    case time
    /// The token holds for the bytes, and fails a check that has no name here; what libcrypto said.
    case other(String)
}

extension TimeStampFault: CustomStringConvertible {
    /// What does not hold: expected and found, without the token's own words.
    public var description: String {
        switch self {
        case .malformed: "expected one whole time-stamp response (RFC 3161), found something else"
        case .refused(let status): "the authority refused to stamp: status \(status)"
        case .version(let found): "expected a token of version 1, found version \(found)"
        case .algorithm(let found): "expected a stamp over SHA-256, found \(found)"
        case .imprint: "message imprint mismatch: the stamp is of other bytes"
        case .nonce: "the nonce is not the one that was sent: the stamp answers another question"
        case .signature: "the signature of the authority does not hold"
        case .certificateMissing: "the token does not carry the certificate of its signer"
        case .untrusted(let why): "no chain leads to an authority that was given: \(why)"
        case .expired: "a certificate of the authority was not valid at the time of the stamp"
        case .purpose: "the certificate is not for time stamping alone (extended key usage, critical)"
        case .time: "the time of the stamp does not exist"
        case .other(let why): "the stamp fails a check: \(why)"
        }
    }
}
