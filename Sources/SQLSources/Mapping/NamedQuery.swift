import RuleFiles

/// A statement of a mapping, with the place it is written at.
///
/// INVARIANT: its text is never composed; values reach it as named parameters only.
struct NamedQuery: Hashable, Sendable {
    /// The dotted name within the mapping, for example `persons.rows`.
    let name: String
    /// The statement as written.
    let sql: String
    /// The file and line it stands at.
    let file: String
    let line: Int
    /// The named parameters that the gateway gives it.
    let parameters: [String]

    init(_ node: RuleNode, name: String, parameters: [String]) throws(RuleFileProblem) {
        self.name = name
        sql = try node.text()
        file = node.file
        line = node.line
        self.parameters = parameters
        guard !sql.utf8.contains(where: { $0 == 0 }), sql.utf8.count <= 16_384 else {
            throw node.problem("expected a statement of at most 16384 bytes without NUL in query \"\(name)\"")
        }
    }

    /// A fault of this query as a whole.
    func problem(_ message: String) -> RuleFileProblem {
        RuleFileProblem(file: file, line: line, message: "query \"\(name)\": \(message)")
    }
}
