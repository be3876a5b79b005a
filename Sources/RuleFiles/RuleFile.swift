import Yams

/// One YAML file of rules, read and located.
public struct RuleFile: Sendable {
    /// The path relative to the folder it was loaded from, with `/` between parts.
    public let path: String
    /// The bytes as read; the digest covers them.
    public let bytes: [UInt8]
    /// The schema the file says it follows, for example `throughline/policy/v1`.
    public let schema: String
    /// The top of the document, a map that has a `schema` member.
    public let root: RuleNode

    /// The most bytes of one file.
    public static let bytesMax = 1 << 20

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - path: how messages name the file.
    ///   - bytes: UTF-8 YAML of at most ``bytesMax`` bytes whose top is a map with `schema:`.
    /// - Throws: ``RuleFileProblem`` with the line of the fault.
    public init(path: String, bytes: [UInt8]) throws(RuleFileProblem) {
        guard bytes.count <= Self.bytesMax else {
            throw RuleFileProblem(
                file: path, line: 0, message: "expected at most \(Self.bytesMax) bytes, found \(bytes.count)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RuleFileProblem(file: path, line: 0, message: "expected UTF-8 text, found other bytes")
        }
        // WHY: aliases of aliases grow without bound while YAML is composed; without anchors there are none.
        if let line = Self.lineOfAnchor(in: bytes) {
            throw RuleFileProblem(file: path, line: line, message: "anchors are not allowed in rule files")
        }
        let root = try Self.compose(text, path: path)
        self.path = path
        self.bytes = bytes
        self.root = root
        schema = try root.member("schema").text()
    }

    /// Refuses a file that does not follow a schema.
    public func expect(schema expected: String) throws(RuleFileProblem) {
        guard schema == expected else {
            throw try root.member("schema").problem("expected schema \"\(expected)\", found \"\(schema)\"")
        }
    }

    /// The line of the first `&name` where a value or key may begin.
    private static func lineOfAnchor(in bytes: [UInt8]) -> Int? {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var mayBegin = true
            for (place, byte) in zip(line.indices, line) {
                let next = place + 1 < line.endIndex ? line[place + 1] : 0x20
                if byte == UInt8(ascii: "&"), mayBegin, next != 0x20, next != UInt8(ascii: "&") {
                    return index + 1
                }
                // Blanks keep the state; what opens a node lets one begin; anything else ends it.
                if byte != 0x20, byte != 0x09 { mayBegin = ":-[,{?".utf8.contains(byte) }
            }
        }
        return nil
    }

    private static func compose(_ text: String, path: String) throws(RuleFileProblem) -> RuleNode {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw RuleFileProblem(file: path, line: error.line, message: error.plain)
        } catch {
            throw RuleFileProblem(file: path, line: 0, message: "expected YAML, found something else")
        }
        guard let node else {
            throw RuleFileProblem(file: path, line: 0, message: "expected a map, found nothing")
        }
        return try RuleNode(node, file: path, depth: 0)
    }
}

extension RuleNode {
    fileprivate init(_ node: Node, file: String, depth: Int) throws(RuleFileProblem) {
        self.file = file
        line = node.mark?.line ?? 0
        guard depth < 32 else {
            throw RuleFileProblem(file: file, line: line, message: "nested deeper than 32 levels")
        }
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any)
        case .sequence(let sequence):
            var items: [RuleNode] = []
            for item in sequence { items.append(try RuleNode(item, file: file, depth: depth + 1)) }
            content = .list(items)
        case .mapping(let mapping):
            var members: [RuleMember] = []
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw RuleFileProblem(file: file, line: line, message: "expected a text as key")
                }
                let value = try RuleNode(value, file: file, depth: depth + 1)
                members.append(RuleMember(key: name, line: key.mark?.line ?? line, value: value))
            }
            content = .map(members)
        case .alias:
            throw RuleFileProblem(file: file, line: line, message: "aliases are not allowed in rule files")
        }
    }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 0
        }
    }

    fileprivate var plain: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            problem
        case .duplicatedKeysInMapping(let keys, _):
            "a key given twice: \(keys.map(\.description).sorted().joined(separator: ", "))"
        default: "expected YAML, found something else"
        }
    }
}
