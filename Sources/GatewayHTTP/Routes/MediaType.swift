import Hummingbird

/// What a body says it is (RFC 9110 section 8.3).
enum MediaType {
    /// Whether there is one `Content-Type`, `application/json`, in no charset but UTF-8, and no content coding.
    static func isPlainJSON(_ headers: HTTPFields) -> Bool {
        let types = headers[values: .contentType]
        guard types.count == 1, let type = types.first else { return false }
        let codings = headers[values: .contentEncoding].map { $0.lowercased() }
        guard codings.allSatisfy({ $0 == "identity" }) else { return false }
        let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard parts.first == "application/json" else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            !parameter.hasPrefix("charset=") || ["charset=utf-8", "charset=\"utf-8\""].contains(parameter)
        }
    }

    private static func trimmed(_ part: Substring) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let start = part.drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
