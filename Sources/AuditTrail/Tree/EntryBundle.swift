/// The leaves of one entries tile: each preceded by its length in two bytes, big-endian (C2SP tlog-tiles).
public enum EntryBundle {
    /// Joins leaves; each holds at most 65,535 bytes.
    public static func encode(_ leaves: [[UInt8]]) -> [UInt8] {
        leaves.flatMap { leaf in
            precondition(leaf.count <= LeafLimits.storedLeafBytesMax, "a leaf is counted in 16 bits")
            return [UInt8(leaf.count >> 8), UInt8(leaf.count & 0xFF)] + leaf
        }
    }

    /// Takes leaves apart; `nil` when the last one is cut short.
    public static func decode(_ bytes: [UInt8]) -> [[UInt8]]? {
        var leaves: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            guard position + 2 <= bytes.count else { return nil }
            let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            guard position + 2 + length <= bytes.count else { return nil }
            leaves.append(Array(bytes[(position + 2)..<(position + 2 + length)]))
            position += 2 + length
        }
        return leaves
    }
}
