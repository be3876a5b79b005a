import Conversations
import RuleFiles

extension RuleNode {
    /// A name of one kind.
    func name<Kind: IdentifierKind>(_ kind: Kind.Type = Kind.self) throws(RuleFileProblem) -> Identifier<Kind>
    {
        let text = try text()
        do { return try Identifier<Kind>(text) } catch { throw problem(error.description) }
    }

    /// A list of names of one kind, each with its line; a name given twice is refused.
    func names<Kind: IdentifierKind>(
        _ kind: Kind.Type = Kind.self
    ) throws(RuleFileProblem) -> [Located<Identifier<Kind>>] {
        var names: [Located<Identifier<Kind>>] = []
        var seen: Set<Identifier<Kind>> = []
        for item in try items() {
            let name = Located(value: try item.name(kind), place: item.place)
            guard seen.insert(name.value).inserted else {
                throw item.problem("\(Kind.noun) \"\(name.value)\" given twice")
            }
            names.append(name)
        }
        return names
    }

    /// `*`, or a list of names with at least one.
    func selection<Kind: IdentifierKind>(
        _ kind: Kind.Type = Kind.self
    ) throws(RuleFileProblem) -> Selection<Kind> {
        if case .scalar("*", _) = content { return .all }
        guard case .list = content else {
            throw problem("expected \"*\" or a list of names, found \(self.kind)")
        }
        let names = try names(kind)
        guard !names.isEmpty else { throw problem("expected at least one \(Kind.noun), found none") }
        return .some(names)
    }

    /// A sentence for readers: 1 to 300 bytes.
    func sentence() throws(RuleFileProblem) -> String {
        let text = try text()
        guard (1...300).contains(text.utf8.count) else {
            throw problem("expected a sentence of 1 to 300 bytes, found \(text.utf8.count)")
        }
        return text
    }

    /// A class or a subtree.
    func pattern() throws(RuleFileProblem) -> Located<ClassPattern> {
        let text = try text()
        guard let pattern = ClassPattern(text) else { throw problem(badPattern(text)) }
        return Located(value: pattern, place: place)
    }

    /// A map of classes or subtrees to treatments, with at least one member.
    func treatEntries() throws(RuleFileProblem) -> [TreatEntry] {
        var entries: [TreatEntry] = []
        for member in try members() {
            let place = RulePlace(file: file, line: member.line)
            guard let pattern = ClassPattern(member.key) else { throw place.problem(badPattern(member.key)) }
            guard !entries.contains(where: { $0.pattern == pattern }) else {
                throw place.problem("field class \"\(pattern)\" given twice")
            }
            entries.append(
                TreatEntry(pattern: pattern, treatment: try Treatment(member.value), place: place))
        }
        guard !entries.isEmpty else { throw problem("expected at least one field class, found none") }
        return entries
    }

    private func badPattern(_ text: String) -> String {
        "expected a field class such as payment.card, a subtree such as payment.*, or *, found \"\(text)\""
    }
}
