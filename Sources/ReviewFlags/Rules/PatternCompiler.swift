import RuleFiles

/// Turns pattern texts into patterns over slots; one slot for equal phrases of one file.
struct PatternCompiler {
    /// The most patterns that one text may stand for through its optional parts.
    static let variantsMax = 64

    private(set) var table = PhraseTable()
    private var slots: [[[String]]: Int32] = [:]
    /// For each slot whether it holds a phrase made of everyday words only.
    private(set) var isCommon: [Bool] = []
    private var everyday: Set<String>
    /// The bit of the language whose file is being read.
    var language: UInt32 = 0
    /// Whether the words of the patterns being read must not be hidden by any disguise.
    var guardsWords = false

    /// Starts with the words that nearly every message holds.
    init(everyday: Set<String>) { self.everyday = everyday }

    /// The slot of a list of phrases.
    mutating func slot(_ phrases: [[String]]) -> Int32 {
        let phrases = phrases.filter { !$0.isEmpty }
        if guardsWords { table.guardWords(of: phrases, language: language) }
        if let known = slots[phrases] {
            table.mark(phrases, language: language)
            return known
        }
        let slot = table.addSlot(phrases, language: language)
        slots[phrases] = slot
        isCommon.append(
            phrases.contains { $0.allSatisfy { everyday.contains($0) || $0 == "#num" || $0 == "*" } })
        return slot
    }

    /// The patterns that a text stands for, one for each way to leave out its optional parts.
    mutating func patterns(
        of node: RuleNode, lists: inout PhraseLists
    ) throws(RuleFileProblem) -> [Pattern] {
        let text = try PhraseText(node)
        if case .list(let name) = text, let entries = lists.texts(of: name) {
            // WHY: a list that is a whole pattern keeps its gaps as gaps instead of as many phrases.
            var patterns: [Pattern] = []
            for entry in entries { patterns += try self.patterns(of: entry, at: node, lists: &lists) }
            return patterns
        }
        return try patterns(of: text, at: node, lists: &lists)
    }

    private mutating func patterns(
        of text: PhraseText, at node: RuleNode, lists: inout PhraseLists
    ) throws(RuleFileProblem) -> [Pattern] {
        guard case .sequence(let items) = text else {
            return [Pattern(parts: [try part([text], false, node, &lists)])]
        }
        var variants: [[PhraseText]] = [[]]
        for item in items {
            if case .optional(let inner) = item {
                variants = variants.flatMap { [$0, $0 + [inner]] }
                guard variants.count <= Self.variantsMax else {
                    throw node.problem("expected at most 6 optional parts in one pattern, found more")
                }
            } else {
                variants = variants.map { $0 + [item] }
            }
        }
        var patterns: [Pattern] = []
        for variant in variants { patterns.append(try pattern(variant, node, &lists)) }
        return patterns
    }

    private mutating func pattern(
        _ items: [PhraseText], _ node: RuleNode, _ lists: inout PhraseLists
    ) throws(RuleFileProblem) -> Pattern {
        var parts: [Pattern.Part] = []
        var open: [PhraseText] = []
        var isAcross = false
        for item in items {
            if case .and(let next) = item {
                parts.append(try part(open, isAcross, node, &lists))
                open = []
                isAcross = next
            } else {
                open.append(item)
            }
        }
        parts.append(try part(open, isAcross, node, &lists))
        return Pattern(parts: parts)
    }

    private mutating func part(
        _ items: [PhraseText], _ isAcross: Bool, _ node: RuleNode, _ lists: inout PhraseLists
    ) throws(RuleFileProblem) -> Pattern.Part {
        var elements: [Pattern.Element] = []
        var literal: [PhraseText] = []
        var gap = 0
        var literalGap = 0
        for item in items {
            switch item {
            case .atom:
                if literal.isEmpty { (literalGap, gap) = (gap, 0) }
                literal.append(item)
            case .gap(let width):
                try close(&literal, literalGap, &elements, node, &lists)
                gap += width
            default:
                try close(&literal, literalGap, &elements, node, &lists)
                elements.append(
                    Pattern.Element(slot: slot(try lists.phrases(of: item, at: node)), gapMax: gap))
                gap = 0
            }
        }
        try close(&literal, literalGap, &elements, node, &lists)
        guard !elements.isEmpty else {
            throw node.problem("expected words in every part of a pattern, found none")
        }
        return Pattern.Part(elements: elements, isAcrossSentences: isAcross)
    }

    private mutating func close(
        _ literal: inout [PhraseText], _ gap: Int, _ elements: inout [Pattern.Element], _ node: RuleNode,
        _ lists: inout PhraseLists
    ) throws(RuleFileProblem) {
        guard !literal.isEmpty else { return }
        let phrases = try lists.phrases(of: .sequence(literal), at: node)
        elements.append(Pattern.Element(slot: slot(phrases), gapMax: gap))
        literal = []
    }

    /// The table with everything that finds misspelt words.
    mutating func finish(_ slips: SlipWords) { table.finish(slips) }
}
