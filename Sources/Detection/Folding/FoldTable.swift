import Foundation

/// What every scalar folds to.
///
/// Made once from Unicode's compatibility decomposition (NFKD, Unicode Standard Annex 15), with a short list of
/// lookalikes in the manner of Unicode Technical Standard 39. Scripts in which a mark makes another letter keep theirs.
///
/// WHY: a class, so that every fold shares it without copying its lists.
final class FoldTable: Sendable {
    /// The table; a constant, made at first use.
    static let standard = FoldTable()

    /// The folded byte of plain ASCII; 0 for what needs a closer look: `&`, `%`, backslashes, controls, `<`, `=`, everything from 0x80.
    let asciiKinds: FrozenList<UInt8>
    /// Named entities that disguise characters of values.
    let entities: [String: Unicode.Scalar]
    // Pages of 256 scalars: the index of the page from 1, 0 when nothing in it has an entry of its own.
    private let pages: FrozenList<UInt8>
    // Offset << 8 | length into the pool, 0xFFFF_FFFF for no entry.
    private let entries: FrozenList<UInt32>
    private let pool: FrozenList<UInt8>

    private static let none = UInt32.max
    /// Blocks whose scalars are decomposed.
    private static let blocks: [ClosedRange<UInt32>] = [
        0x80...0x58F, 0x1D00...0x1FFF, 0x2000...0x2BFF, 0x3000...0x303F, 0xA720...0xA7FF, 0xFB00...0xFB1C,
        0xFE30...0xFE6F, 0xFF00...0xFFEF, 0x1D400...0x1D7FF, 0x1F100...0x1F1FF,
    ]

    /// Blocks that no decomposition is asked of, held ready for speed.
    private static let plainBlocks: [ClosedRange<UInt32>] = [0x590...0x1CFF, 0x1F300...0x1FAFF]

    private init() {
        asciiKinds = FrozenList((0...255).map { Self.asciiKind(UInt8($0)) })
        entities = Self.namedEntities
        var pages = [UInt8](repeating: 0, count: 0x200)
        var entries: [UInt32] = []
        var pool: [UInt8] = []
        for (block, isPlain) in Self.blocks.map({ ($0, false) }) + Self.plainBlocks.map({ ($0, true) }) {
            for value in block {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let page = Int(value >> 8)
                if pages[page] == 0 {
                    entries += [UInt32](repeating: Self.none, count: 256)
                    pages[page] = UInt8(entries.count / 256)
                }
                let folded = isPlain ? Self.single(scalar) : Self.decomposed(scalar)
                entries[(Int(pages[page]) - 1) * 256 + Int(value & 0xFF)] =
                    UInt32(pool.count) << 8 | UInt32(folded.count)
                pool += folded
            }
        }
        self.pages = FrozenList(pages)
        self.entries = FrozenList(entries)
        self.pool = FrozenList(pool)
    }

    private static func asciiKind(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: "="): 0
        case 0x09, 0x0A, 0x0D: byte
        case 0x20..<0x7F: byte
        default: 0
        }
    }

    /// Appends what a scalar folds to; nothing for what readers do not see.
    func fold(_ scalar: Unicode.Scalar, into bytes: inout GrowingList<UInt8>) {
        let value = scalar.value
        guard value >= 0x80 else {
            let plain = Self.asciiKind(UInt8(value))
            bytes.append(plain == 0 ? UInt8(value) : plain)
            return
        }
        let page = Int(value >> 8)
        let pages = pages.view
        if page < pages.count, pages[page] > 0 {
            let entry = entries.view[(Int(pages[page]) - 1) * 256 + Int(value & 0xFF)]
            if entry != Self.none {
                let pool = pool.view
                let start = Int(entry >> 8)
                for place in start..<start + Int(entry & 0xFF) { bytes.append(pool[place]) }
                return
            }
        }
        // WHY: Han, Kana and Hangul are letters without case and stay as they are.
        if (0x3400...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value) {
            bytes.append(0xE0 | UInt8(value >> 12))
            bytes.append(0x80 | UInt8(value >> 6 & 0x3F))
            bytes.append(0x80 | UInt8(value & 0x3F))
            return
        }
        for byte in Self.single(scalar) { bytes.append(byte) }
    }
}

extension FoldTable {
    private static func single(_ scalar: Unicode.Scalar) -> [UInt8] {
        var bytes: [UInt8] = []
        foldSingle(scalar, into: &bytes)
        return bytes
    }

    /// The folded bytes of every part of a scalar's compatibility decomposition.
    private static func decomposed(_ scalar: Unicode.Scalar) -> [UInt8] {
        var bytes: [UInt8] = []
        if let lookalike = lookalikes[scalar] { return Array(lookalike.utf8) }
        for part in String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars {
            foldSingle(part, into: &bytes)
        }
        return bytes
    }

    /// Folds a scalar that is not decomposed further.
    private static func foldSingle(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
        let properties = scalar.properties
        if isInvisible(scalar, properties) { return }
        if properties.numericType == .decimal || properties.numericType == .digit,
            let value = properties.numericValue,
            (0...9).contains(value)
        {
            bytes.append(0x30 + UInt8(value))
            return
        }
        if let lookalike = lookalikes[scalar] {
            bytes += Array(lookalike.utf8)
        } else if let letter = enclosedLetter(scalar) {
            bytes.append(letter)
        } else if properties.generalCategory == .spaceSeparator
            || properties.generalCategory == .lineSeparator
        {
            bytes.append(0x20)
        } else if properties.generalCategory == .dashPunctuation {
            bytes.append(UInt8(ascii: "-"))
        } else if properties.changesWhenLowercased {
            for part in properties.lowercaseMapping.unicodeScalars where !isInvisible(part, part.properties) {
                if let lookalike = lookalikes[part] {
                    bytes += Array(lookalike.utf8)
                } else {
                    bytes += Array(String(part).utf8)
                }
            }
        } else {
            bytes += Array(String(scalar).utf8)
        }
    }

    /// Formats, direction and variation characters, and marks of the scripts in which readers leave them out.
    private static func isInvisible(_ scalar: Unicode.Scalar, _ properties: Unicode.Scalar.Properties) -> Bool
    {
        switch scalar.value {
        case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05C7, 0x0610...0x061A, 0x0640, 0x064B...0x065F,
            0x0670,
            0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
            0xE0100...0xE01EF,
            0x115F, 0x1160, 0x3164, 0xFFA0:
            true
        default:
            properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint
        }
    }

    /// Letters in filled circles and squares and the letters of flags, which have no decomposition.
    private static func enclosedLetter(_ scalar: Unicode.Scalar) -> UInt8? {
        for start: UInt32 in [0x1F150, 0x1F170, 0x1F1E6] where (start..<start + 26).contains(scalar.value) {
            return UInt8(ascii: "a") + UInt8(scalar.value - start)
        }
        return nil
    }
}
