import Conversations
import RuleFiles

/// Reads person rows, with the identifiers and consents that stand in tables of their own.
struct PersonReader {
    /// The most persons read of one statement; more are cut and count as not read in full.
    static let personsMax = 200

    let store: StoreReader
    let mapping: SourceMapping

    /// The customers' rows by the source's ids, by id; rows that were not asked for are dropped.
    func persons(ids: [String]) throws -> [Person] {
        let asked = Set(ids)
        var found: [Person] = []
        for person in try rows(of: mapping.persons, ids: ids).kept where asked.contains(person.reference.id) {
            found.append(person)
        }
        let identifiers = try extraIdentifiers(ids: ids)
        let consents = try consents(ids: ids)
        return found.map { person in
            Person(
                reference: person.reference, record: person.record,
                identifiers: person.identifiers + (identifiers[person.reference.id] ?? []),
                fields: person.fields, tier: person.tier, consents: consents[person.reference.id] ?? [],
                fence: person.fence)
        }
    }

    /// The rows of the household, by id, and whether some were cut.
    func household(of ids: [String]) throws -> (kept: [Person], isCut: Bool) {
        guard let household = mapping.household else { return ([], false) }
        return try rows(of: household, ids: ids)
    }

    private func rows(of mapping: PersonMapping, ids: [String]) throws -> (kept: [Person], isCut: Bool) {
        var persons: [String: Person] = [:]
        var isCut = false
        try store.forEach(mapping.rows, ["ids": ids.asParameter]) { row in
            var reading = RowReading(row, query: mapping.rows, zone: self.mapping.zone)
            guard try !reading.flag("deleted", mapping.deleted) else { return }
            let person = try person(from: &reading, mapping)
            guard persons[person.reference.id] == nil else {
                throw mapping.id.problem(in: mapping.rows, "expected one row a person, found two")
            }
            guard persons.count < Self.personsMax else {
                isCut = true
                return
            }
            persons[person.reference.id] = person
        }
        return (persons.values.sorted { $0.reference < $1.reference }, isCut)
    }

    private func person(from reading: inout RowReading, _ mapping: PersonMapping) throws -> Person {
        let source = self.mapping.source
        let id = try reading.required("id", mapping.id)
        let version = try reading.text("version", mapping.version) ?? ""
        let tier = try reading.text("tier", mapping.tier)
        let fence: FenceID? = try reading.identifier("fence", mapping.fence)
        let fields = try reading.fields(mapping.fields)
        var identifiers: [PersonIdentifier] = []
        for (index, rule) in mapping.identifiers.enumerated() {
            if let identifier = try reading.personIdentifier("identifier.\(index)", rule) {
                identifiers.append(identifier)
            }
        }
        return Person(
            reference: PersonReference(source: source, id: id),
            record: Record(
                reference: RecordReference(source: source, id: id, version: version),
                fieldsAsRead: reading.fieldsAsRead),
            identifiers: identifiers, fields: fields, tier: tier, fence: fence)
    }

    private func extraIdentifiers(ids: [String]) throws -> [String: [PersonIdentifier]] {
        guard let extra = mapping.identifiers else { return [:] }
        var identifiers: [String: [PersonIdentifier]] = [:]
        try store.forEach(extra.rows, ["ids": ids.asParameter]) { row in
            var reading = RowReading(row, query: extra.rows, zone: mapping.zone)
            let person = try reading.required("person", extra.person)
            if let identifier = try reading.personIdentifier("identifier", extra.rule) {
                identifiers[person, default: []].append(identifier)
            }
        }
        return identifiers
    }

    private func consents(ids: [String]) throws -> [String: [Consent]] {
        guard let rule = mapping.consents else { return [:] }
        var consents: [String: [ConsentID: Bool]] = [:]
        try store.forEach(rule.rows, ["ids": ids.asParameter]) { row in
            var reading = RowReading(row, query: rule.rows, zone: mapping.zone)
            let person = try reading.required("person", rule.person)
            guard let id: ConsentID = try reading.identifier("consent", rule.consent) else { return }
            let isGiven = try reading.flag("given", rule.given)
            // WHY: of two rows that disagree the refusal counts.
            consents[person, default: [:]][id] = isGiven && consents[person]?[id] ?? true
        }
        return consents.mapValues { standing in
            standing.map { Consent(id: $0.key, isGiven: $0.value) }.sorted { $0.id < $1.id }
        }
    }
}

extension RowReading {
    /// An identifier of a person; `nil` when its column holds nothing.
    mutating func personIdentifier(
        _ name: String, _ rule: IdentifierRule
    ) throws(RuleFileProblem) -> PersonIdentifier? {
        let kind = try required("\(name).kind", rule.kind)
        let verification = try choice("\(name).verification", rule.verification, of: Verification.self)
        guard let value = try text("\(name).value", rule.value) else { return nil }
        switch kind {
        case "email": return PersonIdentifier(key: .email(value), verification: verification)
        case "phone": return PersonIdentifier(key: .phone(value), verification: verification)
        case "external":
            guard let system: SourceID = try identifier("\(name).system", rule.system) else {
                throw rule.value.problem(in: query, "expected the system of an external id, found nothing")
            }
            return PersonIdentifier(key: .external(system: system, id: value), verification: verification)
        default: throw rule.kind.problem(in: query, "expected one of: email, phone, external")
        }
    }
}
