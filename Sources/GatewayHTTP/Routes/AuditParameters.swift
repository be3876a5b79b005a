import AuditTrail
import Briefing
import Conversations

/// The query of a question to the audit log, read strictly: an unknown, repeated or malformed parameter is 400.
struct AuditParameters {
    /// What narrows.
    let filter: LeafFilter
    /// The other parameters, by name.
    let others: [String: String]

    /// - Parameters:
    ///   - query: what follows the question mark, as sent.
    ///   - names: the parameters that this path takes besides filters, each at most once.
    ///   - isFiltered: whether filters may stand there at all.
    /// - Throws: ``DoorRefusal`` naming the first parameter that does not fit.
    init(_ query: String?, besides names: [String], isFiltered: Bool = true) throws {
        var filters: [(name: String, value: String)] = []
        var others: [String: String] = [:]
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ Self.decoded($0) }), !name.isEmpty,
                let value = Self.decoded(parts.count == 2 ? parts[1] : "")
            else { throw Self.refusal("query", "expected name=value pairs in percent-encoded UTF-8") }
            if names.contains(name) {
                guard others.updateValue(value, forKey: name) == nil else {
                    throw Self.refusal(name, "expected once, found twice")
                }
            } else if isFiltered {
                filters.append((name, value))
            } else {
                let known = names.isEmpty ? "none" : names.joined(separator: ", ")
                throw Self.refusal(Self.shown(name), "unknown, expected one of: \(known)")
            }
        }
        do { filter = try LeafFilter(parameters: filters) } catch {
            let isUnknown = !LeafFilter.parameterNames.contains(error.parameter)
            let known = (LeafFilter.parameterNames + names).sorted().joined(separator: ", ")
            throw Self.refusal(
                Self.shown(error.parameter),
                isUnknown ? "unknown, expected one of: \(known)" : error.message)
        }
        self.others = others
    }

    /// Limit, cursor and whether openings are wanted.
    func page(limitDefault: Int = 100, limitMax: Int) throws -> AuditPage {
        var limit = limitDefault
        if let text = others["limit"] {
            guard let number = Int(text), (1...limitMax).contains(number) else {
                throw Self.refusal("limit", "expected a number from 1 to \(limitMax)")
            }
            limit = number
        }
        return AuditPage(limit: limit, after: others["after"], isOpened: try flag("opened"))
    }

    /// The form of an export.
    func format() throws -> ExportFormat {
        guard let format = others["format"].flatMap(ExportFormat.init(rawValue:)) else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.refusal("format", "expected one of: \(known)")
        }
        return format
    }

    /// A parameter that is `true`, `false` or not there.
    func flag(_ name: String) throws -> Bool {
        switch others[name] {
        case nil, "false": return false
        case "true": return true
        default: throw Self.refusal(name, "expected true or false")
        }
    }

    private static func refusal(_ parameter: String, _ message: String) -> DoorRefusal {
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
