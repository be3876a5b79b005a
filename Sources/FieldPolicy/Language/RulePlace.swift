import RuleFiles

/// Where a rule stands in its file.
public struct RulePlace: Hashable, Sendable, CustomStringConvertible {
    /// The path of the file, relative to the folder of rules.
    public let file: String
    /// The line, from 1.
    public let line: Int

    /// Joins a file and a line.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`, as compilers print it.
    public var description: String { "\(file):\(line)" }

    /// A fault at this place.
    func problem(_ message: String) -> RuleFileProblem {
        RuleFileProblem(file: file, line: line, message: message)
    }
}

/// A value of a rule file that remembers where it was written, so that a later check can point there.
package struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let place: RulePlace
}

extension RuleNode {
    var place: RulePlace { RulePlace(file: file, line: line) }
}
