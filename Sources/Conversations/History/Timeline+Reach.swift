extension Timeline {
    /// The timeline as somebody with a reach may draw on it; the same again where every source honoured the reach.
    ///
    /// - Parameter reach: which records count.
    /// - Returns: persons and households as they were, conversations and interactions within reach, and coverage whose
    ///   counts say nothing of what was left out.
    public func within(_ reach: RecordReach) -> Timeline {
        within(reach) { conversations, newest in reach.horizons(of: conversations, newest: newest) }
    }

    /// The timeline as the gate looks at it for somebody with a reach: the same, with open conversations whole.
    ///
    /// - Parameter reach: which records count.
    /// - Returns: the timeline; as ``within(_:)`` gives it where no age is bounded.
    public func gated(within reach: RecordReach) -> Timeline {
        within(reach) { conversations, _ in reach.readingHorizons(of: conversations) }
    }

    private func within(
        _ reach: RecordReach,
        _ horizons: ([Conversation], [ConversationID: Timestamp]) -> [ConversationID: Timestamp]
    ) -> Timeline {
        guard reach != .everything else { return self }
        let covered = conversations.filter(reach.covers)
        let inside = Set(covered.map(\.id))
        let newest = interactions.reduce(into: [ConversationID: Timestamp]()) { newest, interaction in
            newest[interaction.conversation] = interaction.at
        }
        let horizons = horizons(covered, newest)
        func isKept(_ interaction: Interaction) -> Bool {
            inside.contains(interaction.conversation)
                && horizons[interaction.conversation].map { interaction.at >= $0 } ?? true
        }
        let kept = interactions.filter(isKept)
        let left = conversations.filter { !inside.contains($0.id) }
        guard !left.isEmpty || kept.count < interactions.count else { return self }
        let cut = Set(left.map(\.id.source))
            .union(interactions.filter { !isKept($0) }.map(\.conversation.source))
        let parts = coverage.map { line in
            SourceHistory(
                coverage: cut.contains(line.source) ? line.recounted(kept) : line,
                persons: persons.filter { $0.reference.source == line.source },
                household: household.filter { $0.reference.source == line.source },
                conversations: conversations.filter {
                    $0.id.source == line.source && inside.contains($0.id)
                },
                interactions: kept.filter { $0.conversation.source == line.source })
        }
        return Timeline(parts, outsideFields: outsideFields + left.flatMap(\.fields))
    }
}

extension SourceCoverage {
    /// The same line without the numbers of a source that counted before anything was left out.
    fileprivate func recounted(_ kept: [Interaction]) -> SourceCoverage {
        guard case .partial = state else { return self }
        let read = kept.count { $0.conversation.source == source && !$0.isTextUnread }
        return SourceCoverage(
            source: source, state: .partial(read: read, available: nil),
            arePersonsComplete: arePersonsComplete, personClasses: personClasses,
            canCarryFlags: canCarryFlags, canFence: canFence, asOf: asOf)
    }
}
