import Briefing
import Conversations

/// The query of a request, read strictly: an unknown, repeated or malformed parameter is 400.
///
/// WHY by hand: a reader that takes the first of two, or a plus for a space, answers another question than was asked.
struct QueryParameters {
    /// The pairs in the order in which they were sent, decoded.
    let pairs: [(name: String, value: String)]

    /// Reads what follows the question mark.
    ///
    /// - Parameters:
    ///   - query: as sent, still percent-encoded.
    ///   - names: the parameters that this path takes.
    ///   - repeatable: those among them that may stand more than once.
    /// - Throws: ``DoorRefusal`` naming the first parameter that does not fit; never a value.
    init(_ query: String?, allowed names: [String], repeatable: [String] = []) throws(DoorRefusal) {
        var pairs: [(name: String, value: String)] = []
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ Self.decoded($0) }), !name.isEmpty,
                let value = Self.decoded(parts.count == 2 ? parts[1] : "")
            else { throw Self.refusal("query", "expected name=value pairs in percent-encoded UTF-8") }
            guard names.contains(name) else {
                let known = names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
                throw Self.refusal(Self.shown(name), "unknown, expected one of: \(known)")
            }
            guard repeatable.contains(name) || !pairs.contains(where: { $0.name == name }) else {
                throw Self.refusal(name, "expected once, found twice")
            }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// The first value of a parameter.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// A whole number within a range.
    func number(_ name: String, in range: ClosedRange<Int>) throws(DoorRefusal) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Self.refusal(name, "expected a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A parameter that is `true`, `false` or not there.
    func flag(_ name: String) throws(DoorRefusal) -> Bool? {
        switch self[name] {
        case nil: return nil
        case "false": return false
        case "true": return true
        default: throw Self.refusal(name, "expected true or false")
        }
    }

    /// A value that its type reads from the text; what does not read is refused with what was expected.
    func read<Value>(
        _ name: String, expected: String, _ value: (String) -> Value?
    ) throws(DoorRefusal) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = value(text) else { throw Self.refusal(name, "expected \(expected)") }
        return value
    }

    /// A 400 that names a parameter.
    static func refusal(_ parameter: String, _ message: String) -> DoorRefusal {
        DoorRefusal(.malformedRequest, detail: "\(parameter): \(message)")
    }

    /// A parameter's name as an answer may repeat it: whatever is no plain word of some length is only called a name.
    private static func shown(_ name: String) -> String {
        let isWord = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x2D }
        return isWord && name.utf8.count <= 32 ? name : "a parameter"
    }

    /// Undoes percent-encoding strictly; a plus is a plus (RFC 3986).
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(), let value = digit(high),
                let more = digit(low)
            else { return nil }
            bytes.append(value << 4 | more)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
