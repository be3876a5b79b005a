import Foundation

/// Where a log is published: `http` or `https`, down to the tenant and the year.
public struct LogAddress: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is no address of a log.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// Not an `http` or `https` URL with a host.
        case notHTTP
        /// A user, a password, a query or a fragment, which no log has.
        case extraParts
        /// A token would travel in the clear to another machine.
        case tokenInTheClear

        /// What was expected and what was found.
        public var description: String {
            switch self {
            case .notHTTP: "expected https://<host>/audit/log/<tenant>/<year>, found something else"
            case .extraParts: "expected a URL without user, query and fragment, found one with them"
            case .tokenInTheClear: "expected https for a token to another machine, found http"
            }
        }
    }

    /// The URL without a slash at its end.
    public let text: String
    /// Whether a token may be sent: over TLS, or to this machine itself.
    public let isPrivate: Bool

    /// Reads a URL.
    ///
    /// - Throws: ``Problem``.
    public init(_ text: String) throws(Problem) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { throw .notHTTP }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw .extraParts
        }
        var trimmed = text[...]
        while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        self.text = String(trimmed)
        isPrivate = scheme == "https" || ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    }

    /// Whether a text is meant as a URL and not as a folder.
    public static func isURL(_ text: String) -> Bool {
        let start = text.lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    /// The URL.
    public var description: String { text }
}
