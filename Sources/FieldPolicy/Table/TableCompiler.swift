import Conversations

/// Fills the dense table.
///
/// The entries that can speak about a (role, purpose, class) are gathered once, each with the regions and
/// consents under which it applies; only cells whose conditions differ are joined again. ``PolicyReference``
/// says the same slowly.
struct TableCompiler {
    private let source: PolicySource
    private let axes: PolicyAxes
    private var decisions = [Decision.byDefault]
    private var indices = [Decision.byDefault: UInt32(0)]
    private var cells: [UInt32]
    private var reached: Set<EntryName> = []
    private var incomparable: [IncomparableRules] = []

    /// An entry that speaks about the class at hand, and when.
    private struct Candidate {
        let name: EntryName
        let voice: Combination.Voice
        /// The indices of the regions, `nil` for any.
        let regions: [Int]?
        /// The consents that must be given.
        let consents: Int
    }

    /// Compiles a policy whose table is within bounds.
    ///
    /// - Precondition: `PolicyAxes(source).cellCount` is at most ``PolicyAxes/cellsMax``.
    static func compile(_ source: PolicySource) -> DecisionTable {
        var compiler = TableCompiler(source)
        for (role, rule) in source.roles.enumerated() where rule.flagged != .refuse {
            for (purpose, id) in source.purposes.map(\.id).enumerated() where rule.purposes.contains(id) {
                compiler.fill(role: role, purpose: purpose)
            }
        }
        return DecisionTable(
            axes: compiler.axes, decisions: compiler.decisions, cells: compiler.cells,
            reached: compiler.reached, incomparable: compiler.incomparable)
    }

    private init(_ source: PolicySource) {
        self.source = source
        axes = PolicyAxes(source)
        precondition(axes.cellCount <= PolicyAxes.cellsMax, "a table must be within its bound")
        cells = Array(repeating: 0, count: axes.cellCount)
    }

    private mutating func fill(role: Int, purpose: Int) {
        let roleID = source.roles[role].id
        let purposeID = source.purposes[purpose].id
        let rules = source.rules.filter { $0.roles.contains(roleID) && $0.purposes.contains(purposeID) }
        let elevations = source.elevations.map { $0.applies(role: roleID, purpose: purposeID) ? $0 : nil }
        for (number, rule) in source.classes.enumerated() {
            let candidates = rules.compactMap { candidate($0, for: rule.fieldClass) }
            let isUniform = candidates.allSatisfy { $0.regions == nil && $0.consents == 0 }
            var base: UInt32?
            for region in 0..<axes.regionCount {
                for consents in 0..<axes.consentSetCount {
                    let decision =
                        isUniform
                        ? base ?? decide(candidates, rule, role: roleID, purpose: purposeID)
                        : decide(
                            candidates.filter {
                                ($0.regions?.contains(region) ?? true) && $0.consents & ~consents == 0
                            }, rule, role: roleID, purpose: purposeID)
                    base = decision
                    for (index, elevation) in ([nil] + elevations).enumerated() {
                        let cell = axes.row(
                            role: role, purpose: purpose, region: region, consents: consents,
                            elevation: index)
                        cells[cell + number] = elevate(decision, by: elevation, rule)
                    }
                }
            }
        }
    }

    private func candidate(_ rule: FieldRule, for fieldClass: FieldClass) -> Candidate? {
        guard let entry = rule.treat.index(for: fieldClass) else { return nil }
        let treatment = rule.treat[entry].treatment
        let regions = rule.regions.compactMap { axes.regions[$0.value] }.map { $0 + 1 }
        return Candidate(
            name: EntryName(rule: rule.id, entry: entry),
            voice: Combination.Voice(rule: rule.id, treatment: treatment, because: rule.because),
            regions: rule.regions.isEmpty ? nil : regions,
            consents: axes.consentSet(rule.consents.map(\.value)))
    }

    private mutating func decide(
        _ candidates: [Candidate], _ rule: ClassRule, role: RoleID, purpose: PurposeID
    ) -> UInt32 {
        let combination = Combination(candidates.map(\.voice), ceiling: rule)
        if let decider = combination.decider { reached.insert(candidates[decider].name) }
        if let (left, right) = combination.incomparable {
            let meeting = IncomparableRules(
                left: left, right: right, role: role, purpose: purpose, fieldClass: rule.fieldClass)
            if !incomparable.contains(meeting) { incomparable.append(meeting) }
        }
        return intern(combination.decision)
    }

    /// An elevation replaces the cell, up to the class's ceiling.
    private mutating func elevate(_ base: UInt32, by elevation: ElevationRule?, _ rule: ClassRule) -> UInt32 {
        guard let elevation else { return base }
        guard let entry = elevation.treat.index(for: rule.fieldClass) else {
            return elevation.breakGlass == nil ? base : intern(elevation.silence)
        }
        let voice = Combination.Voice(
            rule: elevation.id, treatment: elevation.treat[entry].treatment, because: elevation.because)
        let combination = Combination([voice], ceiling: rule)
        // WHY: broken glass withholds what it does not name, so an entry matters even where it changes nothing.
        let matters = elevation.breakGlass != nil || decisions[Int(base)].treatment != voice.treatment
        if combination.decider != nil, matters {
            reached.insert(EntryName(rule: elevation.id, entry: entry))
        }
        return intern(combination.decision)
    }

    private mutating func intern(_ decision: Decision) -> UInt32 {
        if let index = indices[decision] { return index }
        // INVARIANT: there are no more decisions than cells, and those are bounded far below 2^32.
        let index = UInt32(truncatingIfNeeded: decisions.count)
        decisions.append(decision)
        indices[decision] = index
        return index
    }
}
