import ArgumentParser
import Foundation

/// Where the gateway is and how a command shows who asks; alike for every command.
enum GatewayAccess {
    /// The URL as given, of the environment, or of this machine.
    ///
    /// - Throws: `ValidationError` for a text that names no HTTP server, or one on the way to which others could read the
    ///   token.
    static func url(_ given: String?) throws -> String {
        let text = given ?? ProcessInfo.processInfo.environment["THROUGHLINE_URL"] ?? "http://127.0.0.1:8080"
        let parts = URLComponents(string: text)
        guard ["http", "https"].contains(parts?.scheme?.lowercased() ?? ""), parts?.host?.isEmpty == false
        else {
            let option = given == nil ? "$THROUGHLINE_URL" : "--url"
            throw ValidationError("\(option): expected http://HOST:PORT or https://HOST, found \"\(text)\"")
        }
        let isHere = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(parts?.host?.lowercased() ?? "")
        guard isHere || parts?.scheme?.lowercased() == "https" else {
            throw ValidationError(
                "expected https, or http to this machine, because a token goes with each request; found \"\(text)\""
            )
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The token: out of the file that is named, as it is given, or of the environment.
    ///
    /// WHY both: a file keeps it off the list of processes; a token itself is what other programs' `--token` takes.
    /// - Parameter given: as `--token` has it.
    /// - Returns: the token without white space around it.
    /// - Throws: `ValidationError` naming what was expected, never what was given.
    static func token(_ given: String?) throws -> String {
        guard let given else {
            guard let found = ProcessInfo.processInfo.environment["THROUGHLINE_TOKEN"] else {
                throw ValidationError(
                    "expected --token FILE or $THROUGHLINE_TOKEN; `throughline token` makes one for a demo")
            }
            return found.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if let text = try? String(contentsOfFile: given, encoding: .utf8) {
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard isToken(given) else {
            throw ValidationError(
                "--token: expected a file that holds a token, or a token itself, found neither")
        }
        return given
    }

    /// Three parts of base64url, as a signed token has them (RFC 7515 section 7.1).
    private static func isToken(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
                    }
            }
    }
}
