import AsyncHTTPClient
import AuditHTTP
import Foundation
import NIOCore

/// Why a gateway gave no answer, in words for whoever typed the command.
enum NoAnswer {
    /// What happened and, where there is something, what to do about it.
    static func reason(_ failure: BoundedExchange.Failure) -> String {
        switch failure {
        case .late: "it did not answer in time"
        case .tooLong: "its answer is larger than this command reads"
        case .cancelled: "nobody waits for it any more"
        case .unreachable(let error as IOError): reason(code: error.errnoCode)
        case .unreachable(let error as HTTPClientError): reason(error)
        case .unreachable(let error): other(error)
        }
    }

    private static let start =
        "`throughline demo` or `throughline serve` starts one; --url or $THROUGHLINE_URL names another"

    private static func reason(code: Int32) -> String {
        switch code {
        case ECONNREFUSED: "nothing listens there; \(start)"
        case ECONNRESET, EPIPE: "it broke the connection off before it answered"
        case EHOSTUNREACH, ENETUNREACH: "no way leads to that address"
        case ETIMEDOUT: "it could not be reached in time"
        default: "the connection failed (system error \(code))"
        }
    }

    private static func reason(_ error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "it could not be reached in time"
        case .writeTimeout: "it did not answer in time"
        case .remoteConnectionClosed: "it broke the connection off before it answered"
        case .tlsHandshakeTimeout: "it did not finish the TLS handshake; is it https:// that it serves?"
        default: "the exchange failed (\(error.shortDescription))"
        }
    }

    /// Errors of types that the commands do not know by name.
    private static func other(_ error: any Error) -> String {
        switch String(describing: type(of: error)) {
        case "NIOConnectionError": "no machine of that name was found, or nothing listens there; \(start)"
        case "NIOSSLError", "NIOSSLExtraError", "BoringSSLError":
            "TLS failed; is it https:// that it serves, with a certificate that this machine trusts?"
        case "HTTPParserError": "what answers there does not speak HTTP; is it http:// or https://?"
        default: "the exchange failed (\(type(of: error)))"
        }
    }
}
