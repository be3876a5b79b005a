import Conversations

/// Tells text that imitates a placeholder, so that a customer cannot write one.
///
/// A backslash goes before its `[`; one that is escaped already gets one more, so that taking one away gives the
/// original back.
struct PlaceholderEscape: Sendable {
    // WHY: asked for only where a bracket stands, which is seldom.
    private let classes: @Sendable () -> [FieldClass]
    /// The most bytes between the brackets.
    private static let bytesMax = 192

    init(classes: @escaping @Sendable () -> [FieldClass]) { self.classes = classes }

    /// The places of `[` in a stretch that begin an imitated placeholder.
    func places(in bytes: [UInt8], _ range: Range<Int>) -> [Int] {
        var places: [Int] = []
        var place = range.lowerBound
        while let open = bytes[place..<range.upperBound].firstIndex(of: UInt8(ascii: "[")) {
            if isImitation(bytes, open, range.upperBound) { places.append(open) }
            place = open + 1
        }
        return places
    }

    private func isImitation(_ bytes: [UInt8], _ open: Int, _ end: Int) -> Bool {
        var place = open + 1
        while place < end, place - open <= 64, isClassByte(bytes[place]) { place += 1 }
        guard place > open + 1, place < end, bytes[place] == UInt8(ascii: "]") || bytes[place] == 0x20 else {
            return false
        }
        let path = String(decoding: bytes[open + 1..<place], as: UTF8.self)
        guard FieldClass(path) != nil, path.contains(".") || classes().contains(where: { $0.path == path })
        else { return false }
        let bound = min(end, open + Self.bytesMax)
        return place < bound && bytes[place..<bound].contains(UInt8(ascii: "]"))
    }

    private func isClassByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x5F
    }
}
