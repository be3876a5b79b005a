/// A fault in a rule file, with its place.
public struct RuleFileProblem: Error, Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file, relative to the folder it was loaded from.
    public let file: String
    /// The line, from 1; 0 when the fault concerns the whole file.
    public let line: Int
    /// What was expected and what was found, lower case, no full stop.
    public let message: String

    /// Joins a place and a message.
    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`, as compilers print it.
    public var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}

/// Everything that is wrong with some rule files, so that a reader mends them in one go.
public struct RuleFileProblems: Error, Equatable, Sendable, CustomStringConvertible {
    /// The faults, at least one, in the order of files and lines.
    public let problems: [RuleFileProblem]

    /// Collects faults; at least one.
    public init(_ problems: [RuleFileProblem]) {
        precondition(!problems.isEmpty, "a collection of problems holds at least one")
        self.problems = problems.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
    }

    /// One line a fault.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
