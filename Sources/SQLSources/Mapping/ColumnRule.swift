import RuleFiles

/// What one column means: where its value stands, and how it becomes a word of ours.
struct ColumnRule: Hashable, Sendable {
    /// The column, `nil` when the value is fixed.
    let column: String?
    /// The fixed value, `nil` when it stands in a column.
    let constant: String?
    /// Codes of the source and our words for them, empty when the value stands for itself.
    let words: [String: String]
    /// Stands for NULL; `nil` leaves NULL as nothing.
    let missing: String?
    /// Stands for codes that are not in `words`; `nil` makes such a code a fault.
    let otherwise: String?
    /// Applied in order to the text.
    let transforms: [Transform]
    /// How times are written, `nil` when this is none.
    let time: TimeForm?
    /// Where it is written.
    let file: String
    let line: Int

    static let keys = ["column", "const", "map", "missing", "otherwise", "transform", "time"]

    /// Reads `column_name`, or a map with `column` or `const` and what else applies.
    init(_ node: RuleNode) throws(RuleFileProblem) {
        try self.init(node, allowing: [])
    }

    /// Reads a rule that stands among other keys, which the caller reads.
    init(_ node: RuleNode, allowing others: [String]) throws(RuleFileProblem) {
        file = node.file
        line = node.line
        if case .scalar(let text, _) = node.content {
            guard !text.isEmpty else { throw node.problem("expected the name of a column, found nothing") }
            (column, constant, words, missing, otherwise) = (text, nil, [:], nil, nil)
            (transforms, time) = ([], nil)
            return
        }
        try node.allowOnly(Self.keys + others)
        column = try node.optional("column")?.text()
        constant = try node.optional("const")?.text()
        guard (column == nil) != (constant == nil) else {
            throw node.problem("expected either \"column\" or \"const\"")
        }
        words = try Self.words(node.optional("map"))
        missing = try node.optional("missing")?.text()
        otherwise = try node.optional("otherwise")?.text()
        transforms = try Self.transforms(node.optional("transform"))
        time = try node.optional("time")?.choice(of: TimeForm.self)
    }

    private static func words(_ node: RuleNode?) throws(RuleFileProblem) -> [String: String] {
        guard let node else { return [:] }
        var words: [String: String] = [:]
        for member in try node.members() { words[member.key] = try member.value.text() }
        guard !words.isEmpty else { throw node.problem("expected at least one code, found none") }
        return words
    }

    private static func transforms(_ node: RuleNode?) throws(RuleFileProblem) -> [Transform] {
        guard let node else { return [] }
        if case .scalar = node.content { return [try node.choice(of: Transform.self)] }
        var transforms: [Transform] = []
        for item in try node.items() { transforms.append(try item.choice(of: Transform.self)) }
        return transforms
    }

    /// A fault of this column, with its query.
    func problem(in query: NamedQuery, _ message: String) -> RuleFileProblem {
        let place = column.map { "column \"\($0)\"" } ?? "fixed value"
        return RuleFileProblem(
            file: file, line: line, message: "query \"\(query.name)\", \(place): \(message)")
    }

    /// Checks that every word of the map, the defaults and a fixed value is one of a closed list.
    func expectWords(_ allowed: [String]) throws(RuleFileProblem) {
        let given = words.sorted { $0.key < $1.key }.map(\.value)
        let others = [constant, missing, otherwise].compactMap { $0 }
        for word in given + others where !allowed.contains(word) {
            throw RuleFileProblem(
                file: file, line: line,
                message: "expected one of: \(allowed.joined(separator: ", ")), found \"\(word)\""
                    + nearest(to: word, in: allowed))
        }
    }
}

/// How a store writes times.
enum TimeForm: String, Hashable, Sendable, CaseIterable {
    /// Whole seconds since 1970.
    case epochSeconds = "epoch.s"
    /// Whole milliseconds since 1970.
    case epochMilliseconds = "epoch.ms"
    /// A clock in the mapping's zone, without a zone of its own.
    case local
    /// With a zone.
    case rfc3339
}
