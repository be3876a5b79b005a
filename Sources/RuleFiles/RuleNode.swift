import Yams

/// One member of a map in a rule file.
public struct RuleMember: Sendable {
    /// The key.
    public let key: String
    /// The line of the key, from 1.
    public let line: Int
    /// The value.
    public let value: RuleNode
}

/// A value in a rule file that knows where it stands.
///
/// Every accessor throws a ``RuleFileProblem`` that names the file, the line, what was expected and what was found.
public struct RuleNode: Sendable {
    /// What stands there.
    public enum Content: Sendable {
        /// A scalar as written, and whether it was quoted.
        case scalar(String, isQuoted: Bool)
        /// A list.
        case list([RuleNode])
        /// Members in the order of the file.
        case map([RuleMember])
    }

    /// The path of the file.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What stands there.
    public let content: Content

    /// A fault at this place.
    public func problem(_ message: String) -> RuleFileProblem {
        RuleFileProblem(file: file, line: line, message: message)
    }

    /// What stands there, as messages name it.
    public var kind: String {
        switch content {
        case .scalar: "a scalar"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension RuleNode {
    /// The text of a scalar.
    public func text() throws(RuleFileProblem) -> String {
        guard case .scalar(let text, _) = content else { throw problem("expected a text, found \(kind)") }
        return text
    }

    /// A whole number within bounds.
    public func int(in bounds: ClosedRange<Int>) throws(RuleFileProblem) -> Int {
        guard case .scalar(let text, false) = content, let number = Int(text) else {
            throw problem("expected a whole number, found \(found)")
        }
        guard bounds.contains(number) else {
            throw problem(
                "expected a number from \(bounds.lowerBound) to \(bounds.upperBound), found \(number)")
        }
        return number
    }

    /// A finite number.
    public func number() throws(RuleFileProblem) -> Double {
        guard case .scalar(let text, false) = content, let number = Double(text), number.isFinite else {
            throw problem("expected a number, found \(found)")
        }
        return number
    }

    /// `true` or `false`, unquoted.
    public func bool() throws(RuleFileProblem) -> Bool {
        switch content {
        case .scalar("true", isQuoted: false): return true
        case .scalar("false", isQuoted: false): return false
        default: throw problem("expected true or false, found \(found)")
        }
    }

    /// The items of a list.
    public func items() throws(RuleFileProblem) -> [RuleNode] {
        guard case .list(let items) = content else { throw problem("expected a list, found \(kind)") }
        return items
    }

    /// The texts of a list of scalars.
    public func texts() throws(RuleFileProblem) -> [String] {
        var texts: [String] = []
        for item in try items() { texts.append(try item.text()) }
        return texts
    }

    /// The members of a map, in the order of the file.
    public func members() throws(RuleFileProblem) -> [RuleMember] {
        guard case .map(let members) = content else { throw problem("expected a map, found \(kind)") }
        return members
    }

    /// One member that must be there.
    public func member(_ name: String) throws(RuleFileProblem) -> RuleNode {
        guard let member = try optional(name) else { throw problem("missing key \"\(name)\"") }
        return member
    }

    /// One member that may be missing.
    public func optional(_ name: String) throws(RuleFileProblem) -> RuleNode? {
        try members().first { $0.key == name }?.value
    }

    /// Refuses members that are not in a list of known names.
    public func allowOnly(_ names: [String]) throws(RuleFileProblem) {
        for member in try members() where !names.contains(member.key) {
            let hint = nearest(to: member.key, in: names)
            let message =
                "unknown key \"\(member.key)\"\(hint), expected one of: \(names.joined(separator: ", "))"
            throw RuleFileProblem(file: file, line: member.line, message: message)
        }
    }

    /// One of a closed list of words.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        of type: Choice.Type
    ) throws(RuleFileProblem) -> Choice {
        let text = try text()
        let words = Choice.allCases.map(\.rawValue)
        guard let choice = Choice(rawValue: text) else {
            throw problem(
                "expected one of: \(words.joined(separator: ", ")), found \"\(text)\"\(nearest(to: text, in: words))"
            )
        }
        return choice
    }

    private var found: String {
        if case .scalar(let text, _) = content { "\"\(text)\"" } else { kind }
    }
}

/// A remark that names the closest of some words, when one is close enough to be a typo.
public func nearest(to word: String, in words: [String]) -> String {
    let ranked = words.map { (word: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
    guard let best = ranked, best.distance <= 2, best.distance < best.word.count else { return "" }
    return " (did you mean \"\(best.word)\"?)"
}

private func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let cost = a == b ? diagonal : diagonal + 1
            diagonal = row[j + 1]
            row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
