import Detection
import GatewayTestSupport
import Testing

@Suite struct FoldedTextTests {
    @Test(
        "what readers take for the same text folds to the same bytes",
        arguments: [
            ("Zoë STRAẞE", "zoe strasse"), ("jose\u{301}", "jose"), ("\u{FF21}\u{FF42}\u{FF11}", "ab1"),
            ("\u{0430}nn\u{0430}", "anna"), ("a\u{200B}b\u{00AD}c\u{202E}d", "abcd"),
            ("a&#64;b&period;c", "a@b.c"),
            ("a%40b", "a@b"), ("a%2540b", "a@b"), ("a&amp;#64;b", "a@b"), ("caf%C3%A9", "cafe"),
            ("\u{0665}\u{0660}", "50"), ("5\u{FE0F}\u{20E3}", "5"), ("\u{1D400}\u{24B7}", "ab"),
            ("a\u{A0} b", "a  b"),
            ("a\\u0040b\\u002ec", "a@b.c"), ("caf\\u00e9 \\\\u0041", "cafe a"),
            ("\\ud835\\udc00\\ud83d", "a?"),
            ("a\\x40b caf\\xc3\\xa9 caf\\xe9", "a@b cafe cafe"), ("\\u{41}\\u{zz}", "a\\u{zz}"),
            ("a%u0040b", "a@b"),
            ("\\\"a\\\":\\/\\/b\\_c", "\"a\"://b_c"), ("one\\nTwo\\t3\\r\\n", "one\ntwo\t3\n\n"),
            ("C:\\nora\\temp\\\\x", "c:\\nora\\temp\\\\x"), ("a\\u200bb \\u00", "ab \\u00"),
            ("\\[a] \\", "\\[a] \\"),
            ("1\u{2013}2\u{2212}3", "1-2-3"), ("100% & more", "100% & more"), ("\u{0141}\u{00F8}", "lo"),
        ])
    func folds(_ text: String, _ expected: String) {
        #expect(String(decoding: FoldedText(text).bytes, as: UTF8.self) == expected)
    }

    @Test("a folded range leads back to the bytes it came from")
    func originalRanges() {
        let text = "Call Zo\u{00EB}\u{200B}s &#65;nn"
        let folded = FoldedText(text)
        let place = Array(folded.bytes)
        #expect(String(decoding: place, as: UTF8.self) == "call zoes ann")
        let zoes = folded.originalRange(of: 5..<9)
        #expect(String(decoding: Array(text.utf8)[zoes], as: UTF8.self) == "Zo\u{00EB}\u{200B}s")
        let ann = folded.originalRange(of: 10..<13)
        #expect(String(decoding: Array(text.utf8)[ann], as: UTF8.self) == "&#65;nn")
    }

    @Test("ranges of any text are ordered, lie within it and begin and end on characters")
    func rangesOfAnything() {
        var generator = SeededGenerator(seed: 11)
        let pieces = [
            "a", "B ", "é", "\u{301}", "\\", "\\u00", "\\ud83d", "\\udc00", "\\u{4", "1}", "\\x4",
            "\\xc3\\xa9", "n",
            "\\/", "%u00e", "%41", "%4", "&amp;", "&#x41;", "&", "漢", "😀", "\u{200B}", "٥", "\n",
            "\u{0}",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0..<20, using: &generator))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            let folded = FoldedText(text)
            var last = 0
            for index in folded.bytes.indices {
                let range = folded.originalRange(of: index..<index + 1)
                #expect(range.lowerBound >= last && range.upperBound <= text.utf8.count && !range.isEmpty)
                last = range.lowerBound
                let bytes = Array(text.utf8)[range]
                #expect(String(validating: bytes, as: UTF8.self) != nil)
            }
        }
    }

    @Test("invalid bytes, when they come as text, fold without fault")
    func invalidBytes() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            let text = String(decoding: generator.bytes(64), as: UTF8.self)
            #expect(FoldedText(text).originalByteCount == text.utf8.count)
        }
    }
}
