import Conversations

extension JSONValue {
    /// A number, or null.
    fileprivate init(_ number: Int?) { self = number.map { JSONValue($0) } ?? .null }
}

extension DecisionTable {
    /// The table and everything that its answers depend on, as canonical JSON: runs of equal cells instead of
    /// all of them.
    ///
    /// Files and lines are left out, so that moving a rule to another file changes nothing.
    func canonicalBytes(of source: PolicySource) -> [UInt8] {
        let document: JSONValue = .object([
            "v": 1, "policy": .string(source.id), "version": .string(source.version),
            "regions": .array(source.regions.map { .string($0.text) }),
            "consents": .array(source.consents.map { .string($0.text) }),
            "classes": .array(
                source.classes.map { .array([.string($0.fieldClass.path), JSONValue($0.ceiling?.text)]) }),
            "roles": .array(source.roles.map(Self.value)),
            "purposes": .array(source.purposes.map(Self.value)),
            "elevations": .array(source.elevations.map(Self.value)),
            "fences": .array(source.fences.map(Self.value)),
            "organisations": .array(source.organisations.map(Self.value)),
            "decisions": .array(
                decisions.map {
                    .array([.string($0.treatment.text), .string($0.rule.text), .string($0.because)])
                }),
            "runs": .array(runs()),
        ])
        do { return try document.canonicalBytes() } catch {
            preconditionFailure("ASCII names and small whole numbers always have a canonical form")
        }
    }

    private func runs() -> [JSONValue] {
        var runs: [JSONValue] = []
        var start = 0
        while start < cells.count {
            var end = start + 1
            while end < cells.count, cells[end] == cells[start] { end += 1 }
            runs.append(.array([JSONValue(Int(cells[start])), JSONValue(end - start)]))
            start = end
        }
        return runs
    }

    private static func value(_ role: RoleRule) -> JSONValue {
        .array([
            .string(role.id.text), .bool(role.isExternal), .bool(role.isAutomated),
            .string(role.flagged.rawValue), .array(role.purposes.map { .string($0.text) }),
            value(role.scope), JSONValue(role.customersPerDay), JSONValue(role.customersPerDayTogether),
        ])
    }

    private static func value(_ purpose: PurposeRule) -> JSONValue {
        .array([
            .string(purpose.id.text), .string(purpose.decision),
            purpose.contactTypes.map { .array($0.map { .string($0.text) }) } ?? .null,
            JSONValue(purpose.approval), JSONValue(purpose.newestDays), JSONValue(purpose.windowMinutes),
            purpose.needs.map { .array($0.map { .string($0.path) }) } ?? .null,
        ])
    }

    private static func value(_ elevation: ElevationRule) -> JSONValue {
        .array([
            .string(elevation.id.text), JSONValue(elevation.minutesMax),
            .array(elevation.approvers.map { .string($0.text) }),
            .array(elevation.delegates.map { .string($0.text) }), JSONValue(elevation.targetMinutes),
            JSONValue(elevation.preapproved?.samplePercent), JSONValue(elevation.breakGlass?.newestLines),
            JSONValue(elevation.breakGlass?.reviewHours),
        ])
    }

    private static func value(_ scope: RecordScope) -> JSONValue {
        func names<Kind: IdentifierKind>(_ names: [Identifier<Kind>]?) -> JSONValue {
            names.map { .array($0.map { .string($0.text) }) } ?? .null
        }
        return .array([
            .string(scope.assigned.rawValue), names(scope.queues), names(scope.regions),
            names(scope.contactTypes), JSONValue(scope.newestDays),
        ])
    }

    private static func value(_ fence: FenceRule) -> JSONValue {
        .array([.string(fence.id.text), .array(fence.pass.map { .string($0.text) })])
    }

    private static func value(_ organisation: OrganisationRule) -> JSONValue {
        .array([
            .string(organisation.id.text), value(organisation.scope), JSONValue(organisation.customersPerDay),
            JSONValue(organisation.customersPerDayTogether),
        ])
    }
}
