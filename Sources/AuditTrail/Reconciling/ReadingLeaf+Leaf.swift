public import Conversations

extension ReadingLeaf {
    /// The types of leaf that stand for an answer made from sources.
    public static let answerTypes: [LeafType] = [.disclosure, .hold, .refusal, .check]
    /// The types of leaf beside which a gateway probes its sources.
    private static let probingTypes: [LeafType] = [.start, .policy, .source, .configuration]

    /// What a row can explain of one source's reads; `nil` when it has nothing to do with it.
    ///
    /// With opened members the leaf must name the source, and as read: one that was unavailable explains a try and
    /// demands none. Without them any answer may have read it.
    public init?(_ row: LeafRow, source: SourceID) {
        let leaf = row.leaf
        if Self.probingTypes.contains(leaf.type) {
            self.init(index: row.index, at: leaf.time, demandsReads: false)
            return
        }
        guard Self.answerTypes.contains(leaf.type) else { return nil }
        guard let sources = row.members["sources"]?.array else {
            guard row.members["sources"] == nil else { return nil }
            self.init(index: row.index, at: leaf.time, demandsReads: false)
            return
        }
        guard let named = sources.first(where: { $0["source"]?.string == source.text }) else { return nil }
        let wasRead = named["state"]?.string.map { !$0.hasPrefix("unavailable") } ?? false
        self.init(index: row.index, at: leaf.time, demandsReads: wasRead)
    }
}
