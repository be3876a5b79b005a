import ArgumentParser
import Foundation

/// Where the gateway is and how a command shows who asks; the token never stands on the command line.
enum GatewayAccess {
    /// The URL as given, of the environment, or of this machine.
    static func url(_ given: String?) -> String {
        given ?? ProcessInfo.processInfo.environment["THROUGHLINE_URL"] ?? "http://127.0.0.1:8080"
    }

    /// The token out of a file or of the environment.
    ///
    /// - Parameter file: as `--token` names it.
    /// - Returns: the token without white space around it.
    /// - Throws: `ValidationError` naming what was expected.
    static func token(file: String?) throws -> String {
        guard let file else {
            guard let found = ProcessInfo.processInfo.environment["THROUGHLINE_TOKEN"] else {
                throw ValidationError("expected --token FILE or $THROUGHLINE_TOKEN")
            }
            return found
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError("expected --token to name a file, found none at \(file)")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
