/// Bytes as encoded text, folded.
enum EncodedText {
    private static let letters = FrozenList(
        Array("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789+/".utf8))
    private static let digits = FrozenList(Array("0123456789abcdef".utf8))

    /// The letters and digits that base64 (RFC 4648) has for bytes behind others in a longer text.
    ///
    /// The first characters, unless nothing is ahead, and the last four are left out: they also hold bits of neighbours.
    /// - Parameters:
    ///   - bytes: what is encoded.
    ///   - shift: how many bytes stand ahead of them in their group of three, 0 to 2.
    ///   - text: gets the characters, in small letters.
    static func base64(_ bytes: [UInt8], behind shift: Int, to text: inout GrowingList<UInt8>) {
        let letters = letters.view
        let total = bytes.count + shift
        func byte(_ place: Int) -> UInt32 {
            place >= shift && place < total ? UInt32(bytes[place - shift]) : 0
        }
        let first = shift == 0 ? 0 : shift + 1
        for start in stride(from: 0, to: max(0, total - 3), by: 3) {
            let bits = byte(start) << 16 | byte(start + 1) << 8 | byte(start + 2)
            for index in 0..<4 where start > 0 || index >= first {
                let letter = letters[Int(bits >> UInt32(18 - 6 * index) & 63)]
                if letter.isWord { text.append(letter) }
            }
        }
    }

    /// Two digits a byte.
    static func hexadecimal(_ bytes: [UInt8], to text: inout GrowingList<UInt8>) {
        let digits = digits.view
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}
