public import Conversations

/// Who a caller named, and which sources could not be asked.
public struct CustomerSearchResult: Sendable {
    /// Who it is.
    public let outcome: ResolutionOutcome
    /// The sources that did not answer, and why; the identity is then incomplete.
    public let gaps: [SourceID: Unavailability]
}

/// Puts the questions of a resolution to the sources, all of one round side by side.
public struct CustomerSearch: Sendable {
    private let rules: IdentityRules
    private let sources: [any HistorySource]

    /// Joins the rules and the sources of one tenant.
    public init(rules: IdentityRules, sources: [any HistorySource]) {
        self.rules = rules
        self.sources = sources.sorted { $0.descriptor.id < $1.descriptor.id }
    }

    /// Resolves a key to a customer.
    ///
    /// A source that fails once is not asked again. Each round lasts no longer than the bounds' deadline, and
    /// there are at most four: from the key to its rows, over their links, and back over links to those.
    ///
    /// - Parameters:
    ///   - key: what the caller named; a row of a source is `.external(system: source, id: id)`.
    ///   - bounds: the bounds of each look-up.
    /// - Returns: who it is and which sources did not answer.
    public func resolve(_ key: PersonKey, within bounds: ReadBounds) async -> CustomerSearchResult {
        var resolution = CustomerResolution(rules: rules, key: key, sources: sources.map(\.descriptor.id))
        var gaps: [SourceID: Unavailability] = [:]
        for _ in 0..<4 {
            let lookups = resolution.nextLookups().filter { gaps[$0.source] == nil }
            guard !lookups.isEmpty else { break }
            for answer in await ask(lookups, within: bounds) {
                if let reason = answer.gap { gaps[answer.source] = reason }
                resolution.receive(answer.persons)
            }
        }
        return CustomerSearchResult(outcome: resolution.outcome, gaps: gaps)
    }

    /// What one source said to one question.
    ///
    /// WHY no tuple: a task group that hands on tuples of these types crashes when optimised (Swift 6.3.1).
    private struct LookupAnswer: Sendable {
        let source: SourceID
        let persons: [Person]
        let gap: Unavailability?
    }

    private func ask(_ lookups: [PersonLookup], within bounds: ReadBounds) async -> [LookupAnswer] {
        await withTaskGroup(of: LookupAnswer.self) { group in
            for lookup in lookups {
                guard let source = sources.first(where: { $0.descriptor.id == lookup.source }) else {
                    continue
                }
                group.addTask {
                    do throws(Unavailability) {
                        let persons = try await source.persons(with: lookup.key, within: bounds)
                        return LookupAnswer(source: lookup.source, persons: persons, gap: nil)
                    } catch {
                        return LookupAnswer(source: lookup.source, persons: [], gap: error)
                    }
                }
            }
            var answers: [LookupAnswer] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
    }
}
