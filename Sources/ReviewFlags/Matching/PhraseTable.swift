/// All phrases of all rules as one automaton over words: which slots begin at a token is found in one walk.
struct PhraseTable: Sendable {
    /// The atom that every token is.
    static let anyAtom: Int32 = 0
    /// The atom of tokens that begin with a digit.
    static let numberAtom: Int32 = 1
    /// The atom of currency signs.
    static let currencyAtom: Int32 = 2

    private(set) var vocabulary = Vocabulary()
    private var rootByAtom: [Int32] = []
    private var children = HashedTable(capacity: 1 << 14)
    private var hasAnyChild: [Bool] = [false]
    private var slotsByNode: [[Int32]] = [[]]
    /// How many slots there are.
    private(set) var slotCount = 0

    /// Adds phrases under a new slot.
    ///
    /// - Parameters:
    ///   - phrases: each a list of atoms.
    ///   - language: the bit of the language whose rules name them.
    /// - Returns: the number of the slot.
    mutating func addSlot(_ phrases: [[String]], language: UInt32) -> Int32 {
        let slot = Int32(slotCount)
        slotCount += 1
        for phrase in phrases where !phrase.isEmpty {
            var node: Int32 = 0
            for atom in phrase { node = child(of: node, by: vocabulary.atom(atom, language: language)) }
            if !slotsByNode[Int(node)].contains(slot) { slotsByNode[Int(node)].append(slot) }
        }
        return slot
    }

    /// Marks the words of phrases as words that no disguise may hide.
    mutating func guardWords(of phrases: [[String]], language: UInt32) {
        for atom in phrases.joined() where atom != "*" && !atom.hasPrefix("#") {
            vocabulary.guardAtom(atom, language: language)
        }
    }

    /// Marks the words of known phrases as words of a further language.
    mutating func mark(_ phrases: [[String]], language: UInt32) {
        for atom in phrases.joined() { _ = vocabulary.atom(atom, language: language) }
    }

    private mutating func child(of node: Int32, by atom: Int32) -> Int32 {
        let key = Self.key(node, atom)
        let known = node == 0 ? root(atom) : children[key]
        if known >= 0 { return known }
        let new = Int32(slotsByNode.count)
        slotsByNode.append([])
        hasAnyChild.append(false)
        if node == 0 {
            while rootByAtom.count <= Int(atom) { rootByAtom.append(-1) }
            rootByAtom[Int(atom)] = new
        } else {
            children.insert(key, new)
            if atom == Self.anyAtom { hasAnyChild[Int(node)] = true }
        }
        return new
    }

    private func root(_ atom: Int32) -> Int32 { Int(atom) < rootByAtom.count ? rootByAtom[Int(atom)] : -1 }

    private static func key(_ node: Int32, _ atom: Int32) -> UInt64 {
        (UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: atom))) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Calls back for each slot whose phrase begins at a token.
    ///
    /// - Parameters:
    ///   - start: the first token.
    ///   - text: the tokens with their atoms; a phrase never crosses a sentence.
    ///   - found: takes the slot and the token after the phrase.
    func walk(from start: Int, in text: ReadText, _ found: (_ slot: Int32, _ end: Int) -> Void) {
        for atom in text.atoms(of: start) {
            let node = root(atom)
            if node >= 0 { visit(node, after: start, in: text, found) }
        }
    }

    private func visit(_ node: Int32, after token: Int, in text: ReadText, _ found: (Int32, Int) -> Void) {
        for slot in slotsByNode[Int(node)] { found(slot, token + 1) }
        var next = token + 1
        guard next < text.tokens.count, text.tokens[next].sentence == text.tokens[token].sentence else {
            return
        }
        descend(from: node, to: next, in: text, found)
        // WHY: a sign between two words parts them as little as a space does. Few, or a row of signs takes the cube of its
        // length.
        for _ in 0..<Self.signsMax where text.tokens[next].kind == .sign {
            next += 1
            guard next < text.tokens.count, text.tokens[next].sentence == text.tokens[token].sentence else {
                return
            }
            descend(from: node, to: next, in: text, found)
        }
    }

    /// The most signs that stand between two words of a phrase.
    private static let signsMax = 3

    private func descend(from node: Int32, to next: Int, in text: ReadText, _ found: (Int32, Int) -> Void) {
        for atom in text.atoms(of: next) {
            let child = children[Self.key(node, atom)]
            if child >= 0 { visit(child, after: next, in: text, found) }
        }
        guard hasAnyChild[Int(node)] else { return }
        let child = children[Self.key(node, Self.anyAtom)]
        if child >= 0 { visit(child, after: next, in: text, found) }
    }

    /// Closes the table: builds what finds misspelt words.
    mutating func finish(_ slips: SlipWords) { vocabulary.finish(slips) }
}

/// A message's tokens with the atoms that each of them is.
struct ReadText: Sendable {
    /// The tokens in reading order.
    var tokens: [TokenisedText.Token]
    /// The atoms of all tokens, one after the other.
    var atoms: [Int32]
    /// Where the atoms of each token begin, one more than there are tokens.
    var atomStarts: [Int32]

    /// The atoms that a token is.
    func atoms(of token: Int) -> ArraySlice<Int32> {
        atoms[Int(atomStarts[token])..<Int(atomStarts[token + 1])]
    }
}
