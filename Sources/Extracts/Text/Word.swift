/// A word of a message, or a placeholder.
struct Word: Sendable {
    /// What the letters of a word look like.
    struct Shape: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let letter = Shape(rawValue: 1)
        static let digit = Shape(rawValue: 2)
        static let capital = Shape(rawValue: 4)
        static let upper = Shape(rawValue: 8)
        static let lower = Shape(rawValue: 16)
        static let placeholder = Shape(rawValue: 32)
    }

    /// UTF-8 bytes of the message, half open.
    let start: Int32
    let end: Int32
    /// The number of its lower-case form; equal for equal words. A placeholder's number says its class and
    /// token only.
    let number: Int32
    /// The number of its stem, 0 for a placeholder.
    let stem: Int32
    let shape: Shape
    var cue: CueSet = []

    var isCapital: Bool { shape.contains(.capital) }
    var isPlaceholder: Bool { shape.contains(.placeholder) }
    var isDigits: Bool { shape == .digit }
    var isLetters: Bool { !shape.contains(.digit) && !isPlaceholder }
    var isMixed: Bool { shape.isSuperset(of: [.digit, .letter]) }
    /// All letters capital, at least two of them.
    var isAllCapitals: Bool {
        isLetters && shape.contains(.upper) && !shape.contains(.lower) && end - start >= 2
    }
    var width: Int { Int(end - start) }
}
