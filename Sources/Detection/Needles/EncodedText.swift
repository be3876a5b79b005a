/// Bytes as encoded text, folded.
enum EncodedText {
    private static let letters = FrozenList(
        Array("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789+/".utf8))
    private static let digits = FrozenList(Array("0123456789abcdef".utf8))

    /// Base64 of RFC 4648 in small letters, with padding.
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = letters.view
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for place in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - place)
            var bits = UInt32(bytes[place]) << 16
            if count > 1 { bits |= UInt32(bytes[place + 1]) << 8 }
            if count > 2 { bits |= UInt32(bytes[place + 2]) }
            for index in 0..<4 {
                text.append(
                    index <= count ? letters[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return text
    }

    /// Two digits a byte.
    static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = digits.view
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
