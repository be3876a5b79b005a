import Conversations

/// A known value folded and cut into words once, for everything that is made of it.
struct FoldedValue {
    let value: KnownValue
    let bytes: [UInt8]
    let tokens: [Token]

    /// Folds some values.
    static func all(_ known: [KnownValue]) -> [FoldedValue] {
        var tokens = GrowingList<Token>(capacity: 64)
        var signs = GrowingList<Int32>(capacity: 16)
        defer {
            tokens.free()
            signs.free()
        }
        return known.map { value in
            let bytes = FoldedText(value.value).bytes
            tokens.removeAll()
            signs.removeAll()
            ListView.withView(of: bytes) { Token.cut($0, &tokens, &signs) }
            return FoldedValue(value: value, bytes: bytes, tokens: Array(tokens.view))
        }
    }
}
