/// A word of a message, or a placeholder.
struct Word: Sendable {
    /// What the letters of a word look like.
    struct Shape: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static var letter: Shape { Shape(rawValue: 1) }
        static var digit: Shape { Shape(rawValue: 2) }
        static var capital: Shape { Shape(rawValue: 4) }
        static var upper: Shape { Shape(rawValue: 8) }
        static var lower: Shape { Shape(rawValue: 16) }
        static var placeholder: Shape { Shape(rawValue: 32) }
    }

    /// UTF-8 bytes of the message, half open.
    let start: Int32
    let end: Int32
    /// Equal for equal words, whatever their case. A placeholder's key says its class and token only.
    let key: UInt64
    /// Equal for words that begin alike; a placeholder's is its own.
    let stem: UInt64
    /// Its row in the table of words, -1 for none.
    let row: Int32
    let shape: Shape
    // WHY in this order: a long history has millions of words, and the small members fill one gap of a word's forty bytes.
    /// The kinds of deeds it speaks of.
    var deed: DeedSet = []
    /// Which beginning says what kind of deed it speaks of, counted from 1; 0 for none.
    var deedStart: UInt16 = 0
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
    /// Whether the word says what a text is about.
    var isTopic: Bool { !isPlaceholder && !cue.contains(.stop) }
    /// Whether the word tells something: it is about a thing, and no courtesy, assent or put-off.
    var isOfSubstance: Bool {
        isPlaceholder
            || width > Self.tinyWidth
                && cue.isDisjoint(with: [
                    .stop, .opener, .affirm, .greeting, .thanks, .pleasantry, .courtesy, .apology, .speaking,
                    .satisfied, .delay, .settled, .introduction, .provide, .request, .inquiry,
                ])
    }
    // WHY: "u", "yo", "ok" say nothing by themselves in any of the languages.
    private static let tinyWidth = 2
    var width: Int { Int(end - start) }
}
