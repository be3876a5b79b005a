public import Conversations

/// A question to a time-stamp authority (RFC 3161 section 2.4.1): a SHA-256 imprint, a nonce, and the wish
/// for the certificate.
public struct TimeStampRequest: Hashable, Sendable {
    /// How many random bytes a nonce takes.
    public static let nonceByteCount = 8

    /// SHA-256 of what is to be stamped, 32 bytes.
    public let imprint: [UInt8]
    /// The question in DER, as it is sent.
    public let bytes: [UInt8]

    /// Asks for a stamp of some bytes.
    ///
    /// - Parameters:
    ///   - stamped: what is to be stamped; only its digest leaves.
    ///   - nonce: 8 random bytes, fresh for each question; the answer must repeat them.
    ///   - digester: the hashes to use.
    public init(of stamped: [UInt8], nonce: [UInt8], digester: some Digester) {
        precondition(nonce.count == Self.nonceByteCount, "a nonce has 8 bytes")
        imprint = digester.sha256(stamped)
        // WHY: an INTEGER of DER is signed and has no leading zeros; the two top bits make any value fit.
        let positive = [nonce[0] & 0x3F | 0x40] + nonce.dropFirst()
        let version: [UInt8] = [0x02, 0x01, 0x01]
        let messageImprint = [0x30, 0x31] + Self.sha256Algorithm + [0x04, 0x20] + imprint
        let nonceInteger: [UInt8] = [0x02, 0x08] + positive
        let isCertificateWanted: [UInt8] = [0x01, 0x01, 0xFF]
        let content = version + messageImprint + nonceInteger + isCertificateWanted
        bytes = [0x30, UInt8(content.count)] + content
    }

    /// The AlgorithmIdentifier of SHA-256 (RFC 5754 section 2.2) with NULL parameters.
    private static let sha256Algorithm: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    ]
}
