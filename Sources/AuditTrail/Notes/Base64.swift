import Conversations

/// Standard base64 with padding (RFC 4648 section 4), strict: one text for each value.
public enum Base64 {
    /// Encodes any bytes.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let plain = Base64URL.encode(bytes).utf8.map(standard)
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
        return String(decoding: plain + padding, as: UTF8.self)
    }

    /// Decodes; `nil` for missing or extra padding, other characters or non-zero spare bits.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        let body = characters.dropLast(padding)
        guard !body.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) else {
            return nil
        }
        let decoded = Base64URL.decode(String(decoding: body.map(urlSafe), as: UTF8.self))
        return decoded
    }

    private static func standard(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: character
        }
    }

    private static func urlSafe(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: character
        }
    }
}
