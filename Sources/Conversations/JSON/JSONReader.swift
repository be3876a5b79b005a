/// Why a text is no JSON document that we accept.
public struct JSONProblem: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: String, Equatable, Sendable {
        /// Bytes that are not UTF-8.
        case invalidUTF8 = "not valid UTF-8"
        /// Something else than the grammar of RFC 8259 allows.
        case malformed = "not valid JSON"
        /// A member name given twice in one object.
        case duplicateMember = "a member name given twice"
        /// Nested deeper than the bound.
        case tooDeep = "nested too deeply"
        /// A string with a lone surrogate.
        case loneSurrogate = "a lone surrogate"
    }

    /// What is wrong.
    public let code: Code
    /// Bytes from the start of the document.
    public let offset: Int

    /// Names the fault and the place; never the content.
    public var description: String { "\(code.rawValue) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one RFC 8259 document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; a byte order mark is refused.
    ///   - depthMax: how many arrays and objects may be open at once.
    /// - Throws: ``JSONProblem`` with the place of the fault.
    public init(json bytes: [UInt8], depthMax: Int = 64) throws(JSONProblem) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw JSONProblem(code: .invalidUTF8, offset: error.byteOffsets.lowerBound)
        }
        var reader = JSONReader(bytes: bytes, depthMax: depthMax)
        self = try reader.document()
    }
}

/// One pass over the bytes of a document that is known to be UTF-8.
struct JSONReader {
    private let bytes: [UInt8]
    private let depthMax: Int
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    mutating func document() throws(JSONProblem) -> JSONValue {
        let value = try value()
        skipWhitespace()
        guard position == bytes.count else { throw problem(.malformed) }
        return value
    }

    private func problem(_ code: JSONProblem.Code) -> JSONProblem {
        JSONProblem(code: code, offset: position)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhitespace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONProblem) {
        guard current == byte else { throw problem(.malformed) }
        position += 1
    }

    private mutating func value() throws(JSONProblem) -> JSONValue {
        skipWhitespace()
        switch current {
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSONProblem) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSONProblem) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONProblem) -> JSONValue
    ) throws(JSONProblem) -> JSONValue {
        guard depth < depthMax else { throw problem(.tooDeep) }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        for byte in "\(text)".utf8 { try expect(byte) }
        return value
    }

    private mutating func object() throws(JSONProblem) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipWhitespace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipWhitespace()
            let start = position
            let name = try string()
            guard members[name] == nil else { throw JSONProblem(code: .duplicateMember, offset: start) }
            skipWhitespace()
            try expect(UInt8(ascii: ":"))
            members[name] = try value()
            skipWhitespace()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array() throws(JSONProblem) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipWhitespace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            items.append(try value())
            skipWhitespace()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try expect(UInt8(ascii: "]"))
        return .array(items)
    }

    private mutating func number() throws(JSONProblem) -> JSONValue {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let integerStart = position
        skipDigits()
        let hasLeadingZero = position - integerStart > 1 && bytes[integerStart] == UInt8(ascii: "0")
        guard position > integerStart, !hasLeadingZero else { throw problem(.malformed) }
        var isWhole = true
        if current == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, text != "-0", let whole = Int64(text), whole.magnitude < 1 << 53 { return .int(whole) }
        guard let number = Double(text), number.isFinite else { throw problem(.malformed) }
        return .decimal(text)
    }

    private mutating func skipDigits() {
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        skipDigits()
        guard position > start else { throw problem(.malformed) }
    }

    private mutating func string() throws(JSONProblem) -> String {
        try expect(UInt8(ascii: "\""))
        var content: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw problem(.malformed)
            default:
                content.append(byte)
                position += 1
            }
        }
        throw problem(.malformed)
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONProblem) {
        position += 1
        guard let byte = current else { throw problem(.malformed) }
        let simple: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        if let plain = simple[byte] {
            content.append(plain)
            position += 1
            return
        }
        guard byte == UInt8(ascii: "u") else { throw problem(.malformed) }
        let scalar = try escapedScalar()
        content += Array(String(Character(scalar)).utf8)
    }

    /// `\uXXXX`, or a pair of them for a scalar beyond the basic plane; stands on the `u`.
    private mutating func escapedScalar() throws(JSONProblem) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), current == UInt8(ascii: "\\"),
            position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
        else { throw problem(.loneSurrogate) }
        position += 1
        let second = try hexUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw problem(.loneSurrogate) }
        return scalar
    }

    private mutating func hexUnit() throws(JSONProblem) -> UInt32 {
        position += 1
        guard position + 4 <= bytes.count else { throw problem(.malformed) }
        var unit: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw problem(.malformed) }
            unit = unit << 4 | UInt32(digit)
        }
        position += 4
        return unit
    }
}
