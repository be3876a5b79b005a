import Conversations
import RuleFiles

// Every name that is used must be declared, and the counts must fit the table.
extension PolicyDraft {
    /// The most consents, each of which doubles the table.
    static let consentsMax = 6

    /// Holds every name against its declaration and gives the whole, `nil` when something is missing.
    mutating func resolved() -> PolicySource? {
        let top = RulePlace(file: "policy", line: 0)
        if id == nil { fault(top, "missing key \"policy\" in every file") }
        if version == nil { fault(top, "missing key \"version\" in every file") }
        if hasDefault == nil { fault(top, "missing key \"default\" in every file") }
        if roles.isEmpty { fault(top, "expected at least one role, found none") }
        if purposes.isEmpty { fault(top, "expected at least one purpose, found none") }
        if classes.isEmpty { fault(top, "expected at least one field class, found none") }
        refuseTwice(regions)
        refuseTwice(consents)
        refuseTwice(contactTypes)
        refuseTwice(queues)
        if consents.count > Self.consentsMax {
            fault(
                consents[Self.consentsMax].place,
                "expected at most \(Self.consentsMax) consents, found \(consents.count)")
        }
        resolveNames()
        resolveTreatments()
        guard let id, let version else { return nil }
        return PolicySource(
            id: id.value, version: version.value, regions: regions.map(\.value).sorted(),
            consents: consents.map(\.value).sorted(), contactTypes: contactTypes.map(\.value).sorted(),
            queues: queues.map(\.value).sorted(),
            classes: classes.map(\.lawful).sorted { $0.fieldClass < $1.fieldClass },
            roles: roles.sorted { $0.id < $1.id },
            purposes: purposes.map { $0.needing(classes.map(\.fieldClass)) }.sorted { $0.id < $1.id },
            rules: rules.sorted { $0.id < $1.id },
            elevations: elevations.sorted { $0.id < $1.id }, invariants: invariants.sorted { $0.id < $1.id },
            fences: fences.sorted { $0.id < $1.id }, organisations: organisations.sorted { $0.id < $1.id },
            place: id.place)
    }

    private mutating func resolveNames() {
        let roleIDs = roles.map(\.id)
        let purposeIDs = purposes.map(\.id)
        for role in roles {
            expect(role.namedPurposes, in: purposeIDs)
            expect(role.namedScope)
        }
        for purpose in purposes {
            expect(purpose.namedContactTypes, in: contactTypes.map(\.value))
            for need in purpose.namedNeeds { expect(need.value, at: need.place) }
        }
        for fence in fences { expect(fence.namedPass, in: roleIDs) }
        for organisation in organisations { expect(organisation.namedScope) }
        for rule in rules {
            expect(rule.roles.names, in: roleIDs)
            expect(rule.purposes.names, in: purposeIDs)
            expect(rule.regions, in: regions.map(\.value))
            expect(rule.consents, in: consents.map(\.value))
        }
        for elevation in elevations {
            expect(elevation.roles.names, in: roleIDs)
            expect(elevation.purposes.names, in: purposeIDs)
            expect(elevation.namedDeciders, in: roleIDs)
        }
        for invariant in invariants {
            expect(invariant.roles.names, in: roleIDs)
            if case .never(let purposes) = invariant.claim { expect(purposes.names, in: purposeIDs) }
            for pattern in invariant.classes { expect(pattern.value, at: pattern.place) }
        }
    }

    private mutating func resolveTreatments() {
        for entry in rules.flatMap(\.treat) + elevations.flatMap(\.treat) {
            expect(entry.pattern, at: entry.place)
            for rule in classes where entry.pattern.covers(rule.fieldClass) {
                if let kinds = rule.kinds, !kinds.contains(entry.treatment.kind) {
                    fault(
                        entry.place,
                        "field class \"\(rule.fieldClass)\" takes only \(kinds.joined(separator: " or ")), "
                            + "found \(entry.treatment.text)")
                }
            }
        }
    }

    private mutating func expect(_ scope: NamedScope) {
        expect(scope.queues, in: queues.map(\.value))
        expect(scope.regions, in: regions.map(\.value))
        expect(scope.contactTypes, in: contactTypes.map(\.value))
    }

    private mutating func refuseTwice<Kind: IdentifierKind>(_ names: [Located<Identifier<Kind>>]) {
        var seen: Set<Identifier<Kind>> = []
        for name in names where !seen.insert(name.value).inserted {
            fault(name.place, "\(Kind.noun) \"\(name.value)\" given twice")
        }
    }

    private mutating func expect<Kind: IdentifierKind>(
        _ names: [Located<Identifier<Kind>>], in known: [Identifier<Kind>]
    ) {
        for name in names where !known.contains(name.value) {
            let hint = nearest(to: name.value.text, in: known.map(\.text).sorted())
            fault(name.place, "unknown \(Kind.noun) \"\(name.value)\"\(hint)")
        }
    }

    private mutating func expect(_ pattern: ClassPattern, at place: RulePlace) {
        guard !classes.contains(where: { pattern.covers($0.fieldClass) }) else { return }
        let hint = nearest(to: pattern.description, in: classes.map(\.fieldClass.path).sorted())
        fault(place, "unknown field class \"\(pattern)\"\(hint)")
    }
}

extension PurposeRule {
    /// The purpose with its needs written out as classes of the tree.
    fileprivate func needing(_ classes: [FieldClass]) -> PurposeRule {
        PurposeRule(
            id: id, decision: decision, contactTypes: contactTypes, approval: approval,
            newestDays: newestDays,
            windowMinutes: windowMinutes,
            needs: needs == nil
                ? nil : classes.filter { one in namedNeeds.contains { $0.value.covers(one) } }.sorted(),
            place: place, namedContactTypes: namedContactTypes, namedNeeds: namedNeeds)
    }
}
