import RuleFiles

/// The named lists that a rule file may use: its own, then those of its language's lexicon.
struct PhraseLists {
    /// The most phrases that one list or choice may stand for.
    static let phrasesMax = 20_000

    private var entries: [String: [PhraseText]] = [:]
    private var expanded: [String: [[String]]] = [:]
    private var open: Set<String> = []

    /// Reads the member `lists`, a map of names to lists of phrases.
    mutating func add(_ node: RuleNode) throws(RuleFileProblem) {
        for member in try node.members() {
            guard entries[member.key] == nil else {
                throw member.value.problem("list \"\(member.key)\" is already there")
            }
            var phrases: [PhraseText] = []
            for item in try member.value.items() { phrases.append(try PhraseText(item)) }
            entries[member.key] = phrases
        }
    }

    /// The entries of a list as they were written; `nil` when there is none of that name.
    func texts(of name: String) -> [PhraseText]? { entries[name] }

    /// Every phrase that a text stands for, each a list of atoms, in the order of the file.
    mutating func phrases(of text: PhraseText, at node: RuleNode) throws(RuleFileProblem) -> [[String]] {
        switch text {
        case .atom(let atom): return [[atom]]
        case .optional(let part): return [[]] + (try phrases(of: part, at: node))
        case .list(let name): return try list(name, at: node)
        case .choice(let parts):
            var all: [[String]] = []
            for part in parts { all += try phrases(of: part, at: node) }
            return all
        case .sequence(let parts):
            var all: [[String]] = [[]]
            for part in parts {
                let next = try phrases(of: part, at: node)
                guard all.count * next.count <= Self.phrasesMax else {
                    throw node.problem("expected at most \(Self.phrasesMax) phrases, found more")
                }
                all = all.flatMap { head in next.map { head + $0 } }
            }
            return all
        case .gap(let width) where width <= 6:
            return (0...width).map { Array(repeating: "*", count: $0) }
        case .gap, .and:
            throw node.problem("gaps above ~6 and \"&\" are for patterns, not for lists or choices")
        }
    }

    private mutating func list(_ name: String, at node: RuleNode) throws(RuleFileProblem) -> [[String]] {
        if let done = expanded[name] { return done }
        guard let texts = entries[name] else {
            throw node.problem("unknown list \"@\(name)\"\(nearest(to: name, in: entries.keys.sorted()))")
        }
        guard open.insert(name).inserted else { throw node.problem("list \"@\(name)\" holds itself") }
        var all: [[String]] = []
        for text in texts { all += try phrases(of: text, at: node) }
        guard all.count <= Self.phrasesMax else {
            throw node.problem(
                "expected at most \(Self.phrasesMax) phrases in \"@\(name)\", found \(all.count)")
        }
        open.remove(name)
        expanded[name] = all
        return all
    }
}
