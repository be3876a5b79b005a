extension FoldingPass {
    /// The letter that UTF-8 read as Windows-1252 hides: `Ã¶` is ö, `Å‚` is ł, `â€™` an apostrophe.
    ///
    /// - Parameter first: the scalar just read; only `Ã`, `Å` and `â` are asked about, which hardly stand before signs
    ///   otherwise.
    /// - Returns: the hidden letter, with what hid it read; `nil` when the scalar stands for itself.
    mutating func garbledScalar(_ first: Unicode.Scalar) -> Unicode.Scalar? {
        let count: Int
        switch first.value {
        case 0xC3, 0xC5: count = 1
        case 0xE2: count = 2
        default: return nil
        }
        let start = position
        var value = first.value & (count == 1 ? 0x1F : 0x0F)
        for _ in 0..<count {
            guard let byte = continuation() else {
                position = start
                return nil
            }
            value = value << 6 | byte & 0x3F
        }
        guard let scalar = Unicode.Scalar(value), value >= 0xC0 else {
            position = start
            return nil
        }
        return scalar
    }

    /// The byte from 0x80 to 0xBF that the next scalar stands for in Windows-1252.
    private mutating func continuation() -> UInt32? {
        guard position + 1 < input.count, input[position] >= 0xC2, input[position] < 0xF0 else { return nil }
        let length = input[position] >= 0xE0 ? 3 : 2
        guard position + length <= input.count else { return nil }
        var value = UInt32(input[position]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(input[position + offset] & 0x3F) }
        let end = position + length
        let isBeforeLetter = end < input.count && (input[end] | 0x20).isLower
        // WHY: a blank and quotation marks stand behind capitals too; within a word they hardly do.
        let isDoubtful = value == 0xA0 || value == 0xAB || value == 0xBB
        guard !isDoubtful || isBeforeLetter else { return nil }
        guard let byte = (0x80...0xBF).contains(value) ? value : Self.windows[value] else { return nil }
        position = end
        return byte
    }

    /// What Windows-1252 has for 0x80 to 0x9F.
    private static let windows: [UInt32: UInt32] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87,
        0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91,
        0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98,
        0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B, 0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]
}
