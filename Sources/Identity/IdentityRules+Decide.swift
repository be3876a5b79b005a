public import Conversations

extension IdentityRules {
    /// Decides whether a row is the person of a cluster.
    ///
    /// The first rule whose key both sides share with the standings it asks for decides; a join then fails
    /// when a veto or a cap applies. Nothing shared means ``LinkVerdict/never`` without evidence.
    ///
    /// - Parameters:
    ///   - candidate: the row in question.
    ///   - cluster: the rows that are known to be the person.
    ///   - found: every row that was found, for the caps; the two above may be among them.
    /// - Returns: the verdict with the rule that gave it.
    public func decide(candidate: Person, cluster: [Person], among found: [Person] = []) -> LinkDecision {
        let everybody = Self.distinct(cluster + [candidate] + found)
        for rule in rules {
            guard let partner = partner(of: candidate, in: cluster, rule, everybody) else {
                if let refusal = capped(candidate, cluster, rule, everybody) { return refusal }
                continue
            }
            let evidence = evidence(rule.id, rule.verdict, rule.key, candidate, partner)
            guard rule.verdict != .never else { return LinkDecision(verdict: .never, evidence: evidence) }
            if let veto = veto(candidate, against: cluster) {
                return LinkDecision(
                    verdict: .veto, evidence: self.evidence(veto.id, .veto, rule.key, candidate, partner))
            }
            if rule.verdict == .join, cluster.count >= caps.clusterPersons {
                return LinkDecision(
                    verdict: .never,
                    evidence: self.evidence(caps.clusterRule, .never, rule.key, candidate, partner))
            }
            return LinkDecision(verdict: rule.verdict, evidence: evidence)
        }
        return .unrelated
    }

    /// The keys by which further rows of the person can be found, in a fixed order.
    ///
    /// Only what may join is looked up: verified addresses that tell one person, declared external ids, and
    /// the rows' own ids where other systems point at them.
    public func nextKeys(of cluster: [Person]) -> [PersonKey] {
        var keys: Set<PersonKey> = []
        for person in cluster {
            for rule in rules where rule.verdict == .join {
                keys.formUnion(self.keys(of: person, for: rule))
            }
        }
        return keys.sorted { $0.sortText.utf8.lexicographicallyPrecedes($1.sortText.utf8) }
    }

    /// The row of the cluster that shares a rule's key with the candidate, by reference.
    private func partner(
        of candidate: Person, in cluster: [Person], _ rule: LinkRule, _ everybody: [Person]
    ) -> Person? {
        guard rule.key != .fields else {
            return cluster.first { Self.agree($0, candidate, on: rule.classes) }
        }
        let own = keys(of: candidate, for: rule).filter { !isOverCap($0, rule, everybody) }
        guard !own.isEmpty else { return nil }
        return cluster.sorted { $0.reference < $1.reference }.first { member in
            !own.isDisjoint(with: keys(of: member, for: rule))
        }
    }

    /// The normalised keys of a row that a rule looks at.
    private func keys(of person: Person, for rule: LinkRule) -> Set<PersonKey> {
        var keys: Set<PersonKey> = []
        for identifier in person.identifiers {
            guard rule.standings.isEmpty || rule.standings.contains(identifier.verification),
                let key = normalise(identifier.key), applies(rule, to: key)
            else { continue }
            keys.insert(key)
        }
        if rule.key == .external, rule.systems.contains(person.reference.source) {
            keys.insert(.external(system: person.reference.source, id: person.reference.id))
        }
        return keys
    }

    private func applies(_ rule: LinkRule, to key: PersonKey) -> Bool {
        switch (rule.key, key) {
        case (.email, .email(let address)):
            let traits = emails.traits(of: address)
            return (rule.traits.isEmpty || !traits.isDisjoint(with: rule.traits))
                && traits.isDisjoint(with: rule.unless)
        case (.phone, .phone): return true
        case (.external, .external(let system, _)): return rule.systems.contains(system)
        default: return false
        }
    }

    private func evidence(
        _ rule: RuleID, _ verdict: LinkVerdict, _ key: KeyKind?, _ left: Person, _ right: Person
    ) -> IdentityEvidence {
        IdentityEvidence(
            rule: rule, verdict: verdict, key: key,
            sources: [left.reference.source, right.reference.source])
    }

    /// One entry a row, in order of reference.
    static func distinct(_ persons: [Person]) -> [Person] {
        var seen: Set<PersonReference> = []
        return persons.sorted { $0.reference < $1.reference }.filter { seen.insert($0.reference).inserted }
    }

    private static func agree(_ left: Person, _ right: Person, on classes: [FieldClass]) -> Bool {
        classes.allSatisfy { fieldClass in
            let values = values(of: left, fieldClass)
            return !values.isEmpty && !values.isDisjoint(with: self.values(of: right, fieldClass))
        }
    }

    static func values(of person: Person, _ fieldClass: FieldClass) -> Set<String> {
        Set(person.fields.filter { $0.fieldClass == fieldClass }.map { $0.value.lowercased() })
    }
}

extension IdentityRules {
    /// The first contradiction between a candidate and any row of a cluster.
    private func veto(_ candidate: Person, against cluster: [Person]) -> VetoRule? {
        vetoes.first { veto in
            switch veto.conflict {
            case .externalID: cluster.contains { externalIDsConflict($0, candidate) }
            case .field:
                veto.fieldClass.map { fieldClass in
                    cluster.contains { Self.conflict($0, candidate, on: fieldClass) }
                } ?? false
            }
        }
    }

    /// Whether two rows point at different rows of one system; what anybody typed counts against a join.
    private func externalIDsConflict(_ left: Person, _ right: Person) -> Bool {
        let systems = systems
        return systems.contains { system in
            let leftIDs = externalIDs(of: left, in: system)
            let rightIDs = externalIDs(of: right, in: system)
            return !leftIDs.isEmpty && !rightIDs.isEmpty && leftIDs.isDisjoint(with: rightIDs)
        }
    }

    private func externalIDs(of person: Person, in system: SourceID) -> Set<String> {
        var ids: Set<String> = person.reference.source == system ? [person.reference.id] : []
        for case .external(system, let id) in person.identifiers.map(\.key) { ids.insert(id) }
        return ids
    }

    private static func conflict(_ left: Person, _ right: Person, on fieldClass: FieldClass) -> Bool {
        let leftValues = values(of: left, fieldClass)
        let rightValues = values(of: right, fieldClass)
        return !leftValues.isEmpty && !rightValues.isEmpty && leftValues.isDisjoint(with: rightValues)
    }

    /// Whether too many rows carry a key for it to tell a person.
    private func isOverCap(_ key: PersonKey, _ rule: LinkRule, _ everybody: [Person]) -> Bool {
        switch key {
        case .email where rule.verdict == .join:
            var carriers: [SourceID: Int] = [:]
            for person in everybody where keys(of: person, for: rule).contains(key) {
                carriers[person.reference.source, default: 0] += 1
            }
            return carriers.values.contains { $0 > caps.emailPersons }
        case .phone where rule.verdict == .suggest:
            return everybody.count { keys(of: $0, for: rule).contains(key) } > caps.phonePersons
        default: return false
        }
    }

    /// The cap that keeps rows apart which share a key beyond it; `nil` when they share none.
    private func capped(
        _ candidate: Person, _ cluster: [Person], _ rule: LinkRule, _ everybody: [Person]
    ) -> LinkDecision? {
        let over = keys(of: candidate, for: rule).filter { isOverCap($0, rule, everybody) }
        guard !over.isEmpty,
            let partner = cluster.first(where: { !over.isDisjoint(with: keys(of: $0, for: rule)) })
        else { return nil }
        let cap = rule.key == .phone ? caps.phoneRule : caps.emailRule
        return LinkDecision(verdict: .never, evidence: evidence(cap, .never, rule.key, candidate, partner))
    }
}

extension PersonKey {
    /// A text that orders keys by kind and value.
    var sortText: String {
        switch self {
        case .email(let text): "email\u{0}\(text)"
        case .phone(let text): "phone\u{0}\(text)"
        case .external(let system, let id): "external\u{0}\(system)\u{0}\(id)"
        }
    }
}
