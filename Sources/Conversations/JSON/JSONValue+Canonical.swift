/// Why a value has no canonical form here.
public enum NotCanonical: Error, Equatable {
    /// A number with a fraction, or outside |n| < 2^53.
    case number
    /// A member name with a byte outside ASCII.
    case memberName(String)
}

extension JSONValue {
    /// The bytes of RFC 8785, restricted: ASCII member names (so that UTF-16 order is byte order), whole numbers only.
    ///
    /// - Returns: UTF-8 without white space, members in byte order.
    /// - Throws: ``NotCanonical`` for a number or a name outside the restriction.
    public func canonicalBytes() throws(NotCanonical) -> [UInt8] {
        var bytes: [UInt8] = []
        try write(to: &bytes, isCanonical: true)
        return bytes
    }

    /// The same document for reading by programs: member order as in ``canonicalBytes()``, any number, any name.
    public func text() -> String {
        var bytes: [UInt8] = []
        do { try write(to: &bytes, isCanonical: false) } catch {
            preconditionFailure("a lenient writer refuses nothing")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], isCanonical: Bool) throws(NotCanonical) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .int(let number):
            guard !isCanonical || number.magnitude < 1 << 53 else { throw .number }
            bytes += String(number).utf8
        case .decimal(let number):
            guard !isCanonical else { throw .number }
            bytes += number.utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try item.write(to: &bytes, isCanonical: isCanonical)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            try Self.write(members, to: &bytes, isCanonical: isCanonical)
        }
    }

    private static func write(
        _ members: [String: JSONValue], to bytes: inout [UInt8], isCanonical: Bool
    ) throws(NotCanonical) {
        bytes.append(UInt8(ascii: "{"))
        let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (index, member) in sorted.enumerated() {
            guard !isCanonical || member.key.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw .memberName(member.key)
            }
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try member.value.write(to: &bytes, isCanonical: isCanonical)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// RFC 8785 section 3.2.2.2: short escapes where JSON has them, `\u00xx` for other controls, nothing else escaped.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x08: bytes += #"\b"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0C: bytes += #"\f"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0x22: bytes += #"\""#.utf8
            case 0x5C: bytes += #"\\"#.utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += #"\u00"#.utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
