public import AuditTrail
import COpenSSL
public import Conversations

/// Believes RFC 3161 tokens through libcrypto, by the authorities that it was given and by no others.
///
/// In the order of the reference: the response and its status, the signature and the chain behind it as of the time of the
/// stamp (with the extended key usage for time stamping, critical and alone), the version, the imprint, and the nonce when
/// the question is at hand. Every object of libcrypto lives for one verification.
public struct OpenSSLTimeStamps: TimeStamps {
    private let authorities: TrustedAuthorities
    private let digester: any Digester

    /// Takes whom to trust.
    public init(authorities: TrustedAuthorities, digester: some Digester) {
        self.authorities = authorities
        self.digester = digester
    }

    /// Believes a stamp of some bytes.
    public func verify(token: [UInt8], of bytes: [UInt8]) throws(TimeStampFault) -> TimeStamp {
        try verify(token, as: .imprint(digester.sha256(bytes)))
    }

    /// Believes the answer to a question of ours: the same, and it must repeat the nonce.
    ///
    /// - Parameters:
    ///   - token: the authority's response as it was received.
    ///   - request: the question that was sent.
    /// - Returns: when, and who says so.
    /// - Throws: ``TimeStampFault``.
    public func verify(
        token: [UInt8], answering request: TimeStampRequest
    ) throws(TimeStampFault) -> TimeStamp {
        try verify(token, as: .answer(request))
    }

    private func verify(_ token: [UInt8], as expected: Expected) throws(TimeStampFault) -> TimeStamp {
        guard token.count <= StampFile.tokenBytesMax else { throw .malformed }
        ERR_clear_error()
        defer { ERR_clear_error() }
        let response = try TokenResponse(token)
        // WHY before the signature: the chain is looked at as of this time. A signature that does not hold is refused
        // whatever the time says.
        let content = try response.content()
        guard let list = authorities.list(), let store = authorities.store(at: content.time.time),
            let context = VerificationContext(expected, store: store, list: list)
        else { throw .other("out of memory") }
        try context.verify(response, version: content.version)
        guard content.hashAlgorithm == TokenResponse.sha256Name else {
            throw .algorithm(content.hashAlgorithm)
        }
        return TimeStamp(
            time: content.time.time, resolutionMilliseconds: content.time.resolutionMilliseconds,
            accuracyMilliseconds: content.accuracyMilliseconds, serial: content.serial,
            authority: context.signerName(of: response), hashAlgorithm: content.hashAlgorithm)
    }
}

/// What a token is held against.
enum Expected {
    /// SHA-256 of the bytes, 32 bytes.
    case imprint([UInt8])
    /// A question, with its nonce.
    case answer(TimeStampRequest)
}
