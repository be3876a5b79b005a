@testable import Conversations
import Testing

@Suite("JSON")
struct JSONTests {
    private func read(_ text: String) throws(JSONProblem) -> JSONValue {
        try JSONValue(json: Array(text.utf8))
    }

    @Test("the canonical form sorts members by byte and escapes only what RFC 8785 says")
    func canonical() throws {
        let value = try read(#" { "b" : [1, -2, true, null], "a" : "é\u0007\n\/\"\\€\ud83d\ude00" } "#)
        let text = String(decoding: try value.canonicalBytes(), as: UTF8.self)
        #expect(text == #"{"a":"é\u0007\n/\"\\€😀","b":[1,-2,true,null]}"#)
    }

    @Test("a fraction and a name outside ASCII have no canonical form")
    func notCanonical() throws {
        #expect(throws: NotCanonical.number) { try read("[1.5]").canonicalBytes() }
        #expect(throws: NotCanonical.memberName("é")) { try read(#"{"é":1}"#).canonicalBytes() }
    }

    @Test(
        "what RFC 8259 does not allow is refused with its place",
        arguments: [
            "", "{", "[1,]", "01", "1.", "-", "+1", "\"\u{1}\"", "{\"a\":1 \"b\":2}", "nul", "[1] 2",
            "\"\\x\"",
            "{a:1}", "'a'", "1e", "\u{FEFF}1",
        ])
    func malformed(text: String) {
        #expect { try read(text) } throws: { ($0 as? JSONProblem)?.code == .malformed }
    }

    @Test("duplicate members, deep nesting, lone surrogates and bad UTF-8 each have a code of their own")
    func codes() {
        #expect { try read(#"{"a":1,"a":2}"#) } throws: { ($0 as? JSONProblem)?.code == .duplicateMember }
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect { try read(deep) } throws: { ($0 as? JSONProblem)?.code == .tooDeep }
        #expect { try read(#""\ud800""#) } throws: { ($0 as? JSONProblem)?.code == .loneSurrogate }
        #expect { try JSONValue(json: [0x22, 0xFF, 0x22]) } throws: {
            $0 as? JSONProblem == JSONProblem(code: .invalidUTF8, offset: 1)
        }
    }

    @Test(
        "numbers at the edge of what a machine counts are kept as written, and never stop the process",
        arguments: [
            "-9223372036854775808", "9223372036854775807", "-9223372036854775809", "9007199254740992",
        ])
    func edges(text: String) throws {
        #expect(try read(text) == .decimal(text))
        #expect(throws: (any Error).self) { try JSONValue.int(.min).canonicalBytes() }
    }

    @Test(
        "a whole number is one however it is written",
        arguments: [
            ("100", 100), ("100.0", 100), ("1e2", 100), ("-0", 0), ("1.5", nil), ("1e16", nil),
            ("9e999", nil),
        ])
    func wholeNumbers(text: String, number: Int64?) throws {
        guard let value = try? read(text) else {
            #expect(number == nil)
            return
        }
        #expect(value.wholeNumber == number)
    }

    @Test(
        "numbers that are not whole are kept as they were written",
        arguments: ["12345678901234567890123", "-0", "1.50", "1e3"])
    func decimals(text: String) throws {
        #expect(try read(text) == .decimal(text))
        #expect(try read(text).text() == text)
    }

    @Test("base64url is strict: one text for each value")
    func base64() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        for text in ["A", "AA==", "AB", "A+AA", "AAA\n", "AAB"] { #expect(Base64URL.decode(text) == nil) }
    }
}
