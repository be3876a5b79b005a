import AuditTrail
import COpenSSL

/// One verification of libcrypto, used once.
@safe struct VerificationContext: ~Copyable {
    private let context: Owned
    /// Borrowed from the context, which owns it.
    private let list: OpaquePointer

    /// Says what to check; takes store and list, which the context frees. `nil` when there is no memory.
    init?(_ expected: Expected, store: consuming Owned, list: consuming Owned) {
        guard let context = unsafe Owned(TS_VERIFY_CTX_new(), free: TS_VERIFY_CTX_free),
            Self.expect(expected, in: context)
        else { return nil }
        unsafe TS_VERIFY_CTX_add_flags(context.pointer, Int32(TS_VFY_SIGNATURE))
        unsafe TS_VERIFY_CTX_set_store(context.pointer, store.handOver())
        unsafe self.list = list.handOver()
        unsafe TS_VERIFY_CTX_set_certs(context.pointer, self.list)
        self.context = context
    }

    private static func expect(_ expected: Expected, in context: borrowing Owned) -> Bool {
        switch expected {
        case .imprint(let digest):
            unsafe TS_VERIFY_CTX_set_flags(context.pointer, Int32(TS_VFY_VERSION | TS_VFY_IMPRINT))
            guard let copy = unsafe copenssl_copy(digest, digest.count) else { return false }
            unsafe TS_VERIFY_CTX_set_imprint(context.pointer, copy, digest.count)
            return true
        case .answer(let request):
            let read = unsafe request.bytes.withUnsafeBufferPointer { buffer in
                var next = buffer.baseAddress
                return unsafe d2i_TS_REQ(nil, &next, buffer.count)
            }
            guard let question = unsafe Owned(read, free: TS_REQ_free) else { return false }
            // INVARIANT: copies imprint and nonce, sets all flags but signature.
            return unsafe TS_REQ_to_TS_VERIFY_CTX(question.pointer, context.pointer) != nil
        }
    }

    /// Checks status, signature, chain, version, imprint and nonce.
    ///
    /// - Throws: ``TimeStampFault`` for the first that does not hold.
    func verify(_ response: borrowing TokenResponse, version: Int) throws(TimeStampFault) {
        ERR_clear_error()
        if unsafe TS_RESP_verify_response(context.pointer, response.response.pointer) == 1 { return }
        throw fault(copenssl_take_error(), version: version)
    }

    /// Who signed; called once the signature holds.
    func signerName(of response: borrowing TokenResponse) -> String {
        guard let token = unsafe TS_RESP_get_token(response.response.pointer),
            let signer = unsafe copenssl_signer(token, list)
        else { return "unnamed" }
        return unsafe subject(of: signer)
    }

    private func fault(_ error: copenssl_error, version: Int) -> TimeStampFault {
        let words = Self.words(of: error)
        // WHY: the part that ties a signature to its certificate (RFC 5035).
        if error.library == ERR_LIB_ESS { return .signature }
        guard error.library == ERR_LIB_TS else {
            let isSignerMissing =
                error.library == ERR_LIB_PKCS7 && error.reason == PKCS7_R_SIGNER_CERTIFICATE_NOT_FOUND
            return isSignerMissing ? .certificateMissing : .other(words)
        }
        switch error.reason {
        case TS_R_CERTIFICATE_VERIFY_ERROR: return chainFault(error.verification, words)
        case TS_R_MESSAGE_IMPRINT_MISMATCH: return .imprint
        case TS_R_NONCE_MISMATCH, TS_R_NONCE_NOT_RETURNED: return .nonce
        case TS_R_UNSUPPORTED_VERSION: return .version(version)
        case TS_R_SIGNATURE_FAILURE, TS_R_ESS_SIGNING_CERTIFICATE_ERROR, TS_R_THERE_MUST_BE_ONE_SIGNER:
            return .signature
        case TS_R_NO_CONTENT, TS_R_WRONG_CONTENT_TYPE, TS_R_BAD_PKCS7_TYPE, TS_R_BAD_TYPE,
            TS_R_DETACHED_CONTENT, TS_R_PKCS7_TO_TS_TST_INFO_FAILED, TS_R_NO_TIME_STAMP_TOKEN:
            return .malformed
        default: return .other(words)
        }
    }

    private func chainFault(_ verification: Int32, _ words: String) -> TimeStampFault {
        switch verification {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .expired
        case X509_V_ERR_INVALID_PURPOSE: .purpose
        default: .untrusted(words)
        }
    }

    private static func words(of error: copenssl_error) -> String {
        let words = unsafe withUnsafeBytes(of: error.words) { bytes in
            unsafe Array(bytes.prefix { $0 != 0 })
        }
        return words.isEmpty ? "libcrypto gave no reason" : String(decoding: words, as: UTF8.self)
    }
}
