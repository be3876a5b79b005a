public import Conversations

extension SQLiteSource {
    /// Reads the history of some persons in one transaction.
    ///
    /// Records outside the caller's reach are neither read nor counted. Persons and household come first: `arePersonsComplete` is true only when both were read in full.
    /// Interactions over the bound are cut to the newest (`partial`); a text over its bound is kept out,
    /// marked on its interaction and counted as not read (`partial`). When a store stops in the middle, what
    /// was read of persons is still given.
    public func history(
        of personIDs: [String], at now: Timestamp, within bounds: ReadBounds
    ) async -> SourceHistory {
        let mapping = mapping
        let ids = Set(personIDs).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !ids.isEmpty else { return history(of: Part(arePersonsComplete: true), at: now) }
        do {
            let part = try await worker.run(within: bounds) { store in
                Part(of: ids, store: store, mapping: mapping, bounds: bounds)
            }
            worker.note(part.fault)
            return history(of: part, at: now)
        } catch {
            note(error)
            return history(of: Part(fault: error), at: now)
        }
    }

    private func history(of part: Part, at now: Timestamp) -> SourceHistory {
        SourceHistory(
            coverage: SourceCoverage(
                source: descriptor.id, state: part.state, arePersonsComplete: part.arePersonsComplete,
                personClasses: descriptor.personClasses,
                canCarryFlags: descriptor.canCarryFlags, canFence: descriptor.canFence, asOf: now),
            persons: part.persons, household: part.household, conversations: part.conversations,
            interactions: part.interactions.kept, outsideFields: part.outsideFields)
    }

    /// What was read of a history before it ended or failed.
    private struct Part: Sendable {
        var persons: [Person] = []
        var household: [Person] = []
        var arePersonsComplete = false
        var conversations: [Conversation] = []
        var areConversationsCut = false
        var outsideFields: [Field] = []
        var interactions = InteractionReader.Reading()
        var fault: StoreFault?

        init(arePersonsComplete: Bool = false, fault: StoreFault? = nil) {
            self.arePersonsComplete = arePersonsComplete
            self.fault = fault
        }

        init(of ids: [String], store: StoreReader, mapping: SourceMapping, bounds: ReadBounds) {
            do {
                let personReader = PersonReader(store: store, mapping: mapping)
                persons = try personReader.persons(ids: ids)
                let others = try personReader.household(of: ids)
                household = others.kept
                // WHY: a row that was asked for and is gone may have carried values that still stand in
                // texts.
                arePersonsComplete = persons.count == ids.count && !others.isCut
                let found = try ConversationReader(store: store, mapping: mapping, reach: bounds.reach)
                    .conversations(of: ids)
                interactions = try InteractionReader(
                    store: store, mapping: mapping, interactionsMax: bounds.interactionsMax,
                    reach: bounds.reach
                ).interactions(of: found.kept)
                (conversations, areConversationsCut) = (found.kept, found.isCut)
                outsideFields = found.outsideFields
            } catch {
                fault = StoreFault(error)
            }
        }

        var state: CoverageState {
            if let fault { return .unavailable(fault.unavailability) }
            guard !areConversationsCut else { return .partial(read: interactions.read, available: nil) }
            return interactions.isWhole
                ? .complete : .partial(read: interactions.read, available: interactions.available)
        }
    }
}
