import AuditTrail
import COpenSSL
import Conversations

/// A time-stamp response as libcrypto reads it; nothing of it is believed yet.
struct TokenResponse: ~Copyable {
    /// What a token says.
    struct Content {
        let version: Int
        let time: GeneralizedTime
        let accuracyMilliseconds: Int?
        let serial: String
        let hashAlgorithm: String
    }

    static let sha256Name = "SHA-256"

    let response: Owned

    /// Reads exactly one whole response.
    ///
    /// - Throws: ``TimeStampFault/malformed``, ``TimeStampFault/refused(status:)``.
    init(_ bytes: [UInt8]) throws(TimeStampFault) {
        var consumed = 0
        let read = unsafe bytes.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            let read = unsafe d2i_TS_RESP(nil, &next, buffer.count)
            if let next = unsafe next, let start = buffer.baseAddress { consumed = unsafe next - start }
            return unsafe read
        }
        guard let read = unsafe Owned(read, free: TS_RESP_free), consumed == bytes.count else {
            throw .malformed
        }
        guard let status = unsafe TS_RESP_get_status_info(read.pointer),
            let number = unsafe TS_STATUS_INFO_get0_status(status)
        else { throw .malformed }
        let value = unsafe ASN1_INTEGER_get(number)
        guard value == TS_STATUS_GRANTED || value == TS_STATUS_GRANTED_WITH_MODS else {
            throw .refused(status: value)
        }
        response = read
    }

    /// What the token says, not believed.
    ///
    /// - Throws: ``TimeStampFault/malformed``, ``TimeStampFault/time``.
    func content() throws(TimeStampFault) -> Content {
        guard let info = unsafe TS_RESP_get_tst_info(response.pointer),
            let text = unsafe TS_TST_INFO_get_time(info), let serial = unsafe TS_TST_INFO_get_serial(info),
            let imprint = unsafe TS_TST_INFO_get_msg_imprint(info)
        else { throw .malformed }
        guard let time = unsafe GeneralizedTime(copiedBytes(of: text)) else { throw .time }
        return unsafe Content(
            version: TS_TST_INFO_get_version(info), time: time, accuracyMilliseconds: try accuracy(of: info),
            serial: hex(copiedBytes(of: serial)), hashAlgorithm: algorithm(of: imprint))
    }

    private func accuracy(of info: OpaquePointer) throws(TimeStampFault) -> Int? {
        guard let accuracy = unsafe TS_TST_INFO_get_accuracy(info) else { return nil }
        let parts = unsafe [
            TS_ACCURACY_get_seconds(accuracy), TS_ACCURACY_get_millis(accuracy),
            TS_ACCURACY_get_micros(accuracy),
        ].map { part in unsafe part.map { unsafe ASN1_INTEGER_get($0) } ?? 0 }
        // WHY: a clock that may be off by more than a day bounds nothing.
        guard (0...86_400).contains(parts[0]), (0...999).contains(parts[1]), (0...999).contains(parts[2])
        else {
            throw .other("the authority's accuracy is out of range")
        }
        return parts[0] * 1_000 + parts[1] + (parts[2] > 0 ? 1 : 0)
    }

    private func algorithm(of imprint: OpaquePointer) -> String {
        var object: OpaquePointer?
        guard let algorithm = unsafe TS_MSG_IMPRINT_get_algo(imprint) else { return "none" }
        unsafe X509_ALGOR_get0(&object, nil, nil, algorithm)
        let number = unsafe OBJ_obj2nid(object)
        if number == NID_sha256 { return Self.sha256Name }
        guard number != NID_undef, let name = unsafe OBJ_nid2sn(number) else { return "an unknown hash" }
        return unsafe String(cString: name)
    }
}

/// The bytes of a string or number of ASN.1.
private func copiedBytes(of value: UnsafePointer<ASN1_STRING>) -> [UInt8] {
    let count = Int(unsafe ASN1_STRING_length(value))
    return unsafe Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(value), count: count))
}
