import Conversations

/// A known value folded and cut into words once, for everything that is made of it.
struct FoldedValue {
    let value: KnownValue
    /// Its folded bytes, among those of all values.
    let bytes: ArraySlice<UInt8>
    /// Its words; their places are those of ``bytes``.
    let tokens: ArraySlice<Token>
}

/// Some known values folded, in two lists for all of them.
struct FoldedValues {
    let known: [KnownValue]
    let bytes: [UInt8]
    private(set) var tokens: [Token] = []
    // The ends of each value in both lists.
    private var ends: [(bytes: Int, tokens: Int)] = []

    init(_ known: [KnownValue]) {
        self.known = known
        var letters = GrowingList<UInt8>(capacity: known.count * 24)
        tokens.reserveCapacity(known.count * 4)
        ends.reserveCapacity(known.count)
        for value in known {
            let isPlain = ListView.withView(of: value.value.utf8) {
                FoldingPass.appendPlain($0, to: &letters)
            }
            if !isPlain { letters.append(of: FoldedText(value.value).bytes) }
            ends.append((letters.count, 0))
        }
        var room = GrowingList<Token>(capacity: tokens.capacity)
        var signs = GrowingList<Int32>(capacity: 16)
        defer {
            letters.free()
            room.free()
            signs.free()
        }
        var start = 0
        for place in ends.indices {
            Token.cut(letters.view, start..<ends[place].bytes, &room, &signs)
            ends[place].tokens = room.count
            start = ends[place].bytes
        }
        bytes = Array(letters.view)
        tokens = Array(room.view)
    }

    /// The places of all values.
    var indices: Range<Int> { known.indices }

    subscript(place: Int) -> FoldedValue {
        FoldedValue(value: known[place], bytes: bytes[byteRange(place)], tokens: tokens[tokenRange(place)])
    }

    /// Where the bytes of a value stand.
    func byteRange(_ place: Int) -> Range<Int> {
        (place == 0 ? 0 : ends[place - 1].bytes)..<ends[place].bytes
    }

    /// Where the words of a value stand.
    func tokenRange(_ place: Int) -> Range<Int> {
        (place == 0 ? 0 : ends[place - 1].tokens)..<ends[place].tokens
    }
}

extension RandomAccessCollection<UInt8> {
    /// Those bytes that a condition holds for, in a list that is asked for once.
    @inline(__always) func kept(_ holds: (UInt8) -> Bool) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(count)
        for byte in self where holds(byte) { kept.append(byte) }
        return kept
    }
}
