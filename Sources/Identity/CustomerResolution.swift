public import Conversations

/// One question to one source: who carries this key?
public struct PersonLookup: Hashable, Sendable {
    /// The source to ask.
    public let source: SourceID
    /// The key to ask for; an external id of the source itself names a row by its id.
    public let key: PersonKey

    /// Joins a source and a key.
    public init(source: SourceID, key: PersonKey) {
        self.source = source
        self.key = key
    }
}

/// The rows that are one customer, and why.
public struct ResolvedCustomer: Hashable, Sendable {
    /// The rows, by reference; at least one.
    public let persons: [Person]
    /// The joins, by rule and sources; empty for a single row.
    public let joins: [IdentityEvidence]
    /// Rows that may be the same person; their content is not given.
    public let possible: [IdentityEvidence]

    /// Joins the parts.
    public init(persons: [Person], joins: [IdentityEvidence], possible: [IdentityEvidence]) {
        self.persons = persons
        self.joins = joins
        self.possible = possible
    }
}

/// How a resolution ended.
public enum ResolutionOutcome: Hashable, Sendable {
    /// One customer.
    case found(ResolvedCustomer)
    /// Nobody carries the key.
    case nobody
    /// The key points at several people; the answer to a caller is the same as for nobody.
    case ambiguous
}

/// From what a caller named to the rows of one customer, as a state machine without I/O.
///
/// Ask ``nextLookups()``, put the questions to the sources, hand every row to ``receive(_:)``, and repeat
/// until there are no more questions; then read ``outcome``. The result does not depend on the order of the
/// answers. A source that does not answer is left out by handing it nothing; its gap is the caller's to
/// report.
public struct CustomerResolution: Sendable {
    /// The most questions of one resolution; more are not asked, so that rows that point at each other end.
    public static let lookupsMax = 128

    private let rules: IdentityRules
    private let sources: [SourceID]
    private let start: PersonKey
    private var asked: Set<PersonLookup> = []
    private var found: [Person] = []

    /// Starts from a key.
    ///
    /// - Parameters:
    ///   - rules: the rules of identity.
    ///   - key: what the caller named; a row of a source is `.external(system: source, id: id)`.
    ///   - sources: every source that may be asked.
    public init(rules: IdentityRules, key: PersonKey, sources: [SourceID]) {
        self.rules = rules
        self.sources = Set(sources).sorted()
        start = key
    }

    /// The questions that are open now, each asked once; empty when the resolution is finished.
    public mutating func nextLookups() -> [PersonLookup] {
        guard let start = rules.normalise(start) else { return [] }
        var keys = [start]
        if let seed = seeds(for: start).first { keys += rules.nextKeys(of: cluster(from: seed).persons) }
        var lookups: [PersonLookup] = []
        for key in keys {
            for source in targets(of: key) where asked.count < Self.lookupsMax {
                let lookup = PersonLookup(source: source, key: key)
                if asked.insert(lookup).inserted { lookups.append(lookup) }
            }
        }
        return lookups
    }

    /// Takes rows that a source gave; rows that were taken before change nothing.
    public mutating func receive(_ persons: [Person]) {
        let known = Set(found.map(\.reference))
        found = IdentityRules.distinct(found + persons.filter { !known.contains($0.reference) })
    }

    /// Who the key names, from the rows that were taken.
    public var outcome: ResolutionOutcome {
        guard let start = rules.normalise(start) else { return .nobody }
        let seeds = seeds(for: start)
        guard let seed = seeds.first else { return .nobody }
        let customer = cluster(from: seed)
        let members = Set(customer.persons.map(\.reference))
        return seeds.allSatisfy { members.contains($0.reference) } ? .found(customer) : .ambiguous
    }

    /// A row by its id is asked of its own source only, and of the others as a link to it.
    private func targets(of key: PersonKey) -> [SourceID] {
        if case .external(let system, _) = key, key == rules.normalise(start), asked.isEmpty {
            return sources.filter { $0 == system }
        }
        return sources
    }

    /// The rows that the key names: verified carriers when there are any, else all carriers.
    private func seeds(for start: PersonKey) -> [Person] {
        if case .external(let system, let id) = start {
            let named = found.filter { $0.reference == PersonReference(source: system, id: id) }
            if !named.isEmpty { return named }
        }
        let carriers = found.filter { person in
            person.identifiers.contains { rules.normalise($0.key) == start }
        }
        let verified = carriers.filter { person in
            person.identifiers.contains {
                $0.verification == .verified && rules.normalise($0.key) == start
            }
        }
        return verified.isEmpty ? carriers : verified
    }

    /// Everything that the rules join to a row, until nothing more joins.
    private func cluster(from seed: Person) -> ResolvedCustomer {
        var members = [seed]
        var joins: Set<IdentityEvidence> = []
        var isOverCap = false
        var grows = true
        while grows {
            grows = false
            for candidate in found where !members.contains(where: { $0.reference == candidate.reference }) {
                let decision = rules.decide(candidate: candidate, cluster: members, among: found)
                if decision.evidence?.rule == rules.caps.clusterRule { isOverCap = true }
                guard decision.verdict == .join, let evidence = decision.evidence else { continue }
                members.append(candidate)
                joins.insert(evidence)
                grows = true
            }
        }
        // WHY: which rows came first must not decide who belongs; over the cap nothing is joined at all.
        if isOverCap { (members, joins) = ([seed], []) }
        return ResolvedCustomer(
            persons: members.sorted { $0.reference < $1.reference }, joins: joins.sorted(),
            possible: possible(besides: members))
    }

    private func possible(besides members: [Person]) -> [IdentityEvidence] {
        let others = found.filter { person in !members.contains { $0.reference == person.reference } }
        let hints = others.compactMap { candidate -> IdentityEvidence? in
            let decision = rules.decide(candidate: candidate, cluster: members, among: found)
            return decision.verdict == .suggest ? decision.evidence : nil
        }
        return Set(hints).sorted()
    }
}
