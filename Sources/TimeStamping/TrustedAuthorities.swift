import COpenSSL
import Conversations
import Foundation

/// The certificates that a gateway or an auditor trusts to vouch for time, and no others: nothing of the system's.
public struct TrustedAuthorities: Hashable, Sendable {
    /// Why certificates are not taken.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// There is no such file, or it cannot be read.
        case unreadable(path: String)
        /// Longer than such a file can be.
        case tooLong(bytesMax: Int)
        /// No certificate in it.
        case empty
        /// A certificate in it is damaged; which one, from 1.
        case damaged(number: Int)

        /// What was expected and found.
        public var description: String {
            switch self {
            case .unreadable(let path):
                "expected a file of certificates at \(path), found none that can be read"
            case .tooLong(let bytesMax): "expected at most \(bytesMax) bytes of certificates, found more"
            case .empty: "expected at least one certificate in PEM, found none"
            case .damaged(let number): "certificate \(number) is damaged"
            }
        }
    }

    /// The longest file of certificates, in bytes.
    public static let bytesMax = 1 << 20

    /// The subjects of the certificates, in the form of RFC 2253, in their order.
    public let names: [String]
    private let pem: [UInt8]

    /// Takes certificates in PEM, at least one; trust in a chain ends at a self-signed one of them.
    ///
    /// - Throws: ``Problem``.
    public init(pem: [UInt8]) throws(Problem) {
        guard pem.count <= Self.bytesMax else { throw .tooLong(bytesMax: Self.bytesMax) }
        self.pem = pem
        names = try unsafe Self.eachCertificate(of: pem) { unsafe subject(of: $0) }
        guard !names.isEmpty else { throw .empty }
    }

    /// Reads a PEM file once; later changes of it count from the next start on.
    ///
    /// - Throws: ``Problem``.
    public init(path: String) throws(Problem) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        try self.init(pem: Array(data))
    }

    /// A fresh store that trusts these alone and looks at certificates as of one moment.
    func store(at time: Timestamp) -> Owned? {
        guard let store = unsafe Owned(X509_STORE_new(), free: X509_STORE_free) else { return nil }
        let added = unsafe try? Self.eachCertificate(of: pem) {
            unsafe X509_STORE_add_cert(store.pointer, $0)
        }
        guard let added, added.allSatisfy({ $0 == 1 }),
            let parameters = unsafe X509_STORE_get0_param(store.pointer)
        else { return nil }
        // WHY: a stamp is good as long as its authority was in order when it stamped; it is read years later.
        unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(time.milliseconds.flooredSeconds))
        return store
    }

    /// The same certificates as a list, for tokens that do not carry their signer's; trust does not come from it.
    func list() -> Owned? {
        guard let list = unsafe Owned(copenssl_certificates_new(), free: copenssl_certificates_free) else {
            return nil
        }
        let added = unsafe try? Self.eachCertificate(of: pem) {
            unsafe copenssl_certificates_add(list.pointer, $0)
        }
        guard let added, added.allSatisfy({ $0 == 1 }) else { return nil }
        return list
    }

    /// Lends each certificate in turn.
    private static func eachCertificate<Result>(
        of pem: [UInt8], _ body: (OpaquePointer) -> Result
    ) throws(Problem) -> [Result] {
        ERR_clear_error()
        var results: [Result] = []
        guard let source = unsafe Owned(BIO_new(BIO_s_mem()), free: freeSource),
            unsafe BIO_write(source.pointer, pem, Int32(pem.count)) == pem.count || pem.isEmpty
        else { throw .empty }
        while let certificate = unsafe Owned(
            PEM_read_bio_X509(source.pointer, nil, nil, nil), free: X509_free)
        {
            results.append(unsafe body(certificate.pointer))
        }
        let end = copenssl_take_error()
        guard end.library == ERR_LIB_PEM, end.reason == PEM_R_NO_START_LINE else {
            throw .damaged(number: results.count + 1)
        }
        return results
    }
}

/// `BIO_free` with the result that nobody looks at left out.
private func freeSource(_ source: OpaquePointer?) { _ = unsafe BIO_free(source) }

/// A certificate's subject; what has no short text is called unnamed.
func subject(of certificate: OpaquePointer) -> String {
    let capacity = 1_024
    let text = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let written = unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
            unsafe buffer.baseAddress.map { unsafe copenssl_subject(certificate, $0, capacity) } ?? -1
        }
        count = max(0, Int(written))
    }
    return text.isEmpty ? "unnamed" : String(decoding: text, as: UTF8.self)
}

extension Int64 {
    /// Whole seconds of milliseconds, towards the past.
    fileprivate var flooredSeconds: Int64 { self >= 0 ? self / 1_000 : (self - 999) / 1_000 }
}
