public import Conversations

/// What one role can come to see of each class over all its purposes and conditions, elevations aside.
///
/// A caller who may choose the purpose sees the union; printing it shows what shopping for purposes would
/// win.
public struct RoleUnion: Equatable, Sendable {
    /// The most that is shown of one class, and where.
    public struct Line: Equatable, Sendable {
        /// The class.
        public let fieldClass: FieldClass
        /// The different treatments other than `withhold`, each with the purposes that give it.
        public let treatments: [(treatment: Treatment, purposes: [PurposeID])]

        /// Alike when class, treatments and purposes are.
        public static func == (left: Self, right: Self) -> Bool {
            left.fieldClass == right.fieldClass
                && left.treatments.elementsEqual(right.treatments) { $0 == $1 }
        }
    }

    /// The role.
    public let role: RoleID
    /// The classes of which it sees anything, by path.
    public let lines: [Line]

    /// Goes through the role's cells.
    init(of role: RoleRule, in policy: CompiledPolicy) {
        self.role = role.id
        let axes = policy.table.axes
        guard let number = axes.roles[role.id] else {
            lines = []
            return
        }
        lines = policy.classes.enumerated().compactMap { column, rule in
            var found: [(treatment: Treatment, purposes: [PurposeID])] = []
            for (purpose, purposeRule) in policy.purposes.enumerated() {
                for region in 0..<axes.regionCount {
                    for consents in 0..<axes.consentSetCount {
                        let row = axes.row(
                            role: number, purpose: purpose, region: region, consents: consents, elevation: 0)
                        let treatment = policy.table.decision(at: row + column).treatment
                        Self.note(treatment, purposeRule.id, in: &found)
                    }
                }
            }
            return found.isEmpty ? nil : Line(fieldClass: rule.fieldClass, treatments: found)
        }
    }

    private static func note(
        _ treatment: Treatment, _ purpose: PurposeID,
        in found: inout [(treatment: Treatment, purposes: [PurposeID])]
    ) {
        guard treatment != .withhold else { return }
        guard let index = found.firstIndex(where: { $0.treatment == treatment }) else {
            found.append((treatment, [purpose]))
            return
        }
        if !found[index].purposes.contains(purpose) { found[index].purposes.append(purpose) }
    }
}
