public import Conversations

/// What changes between two policies: cell by cell, and in every bound that is not a cell, such as gates, record
/// scope and who may approve.
public struct PolicyDiff: Equatable, Sendable {
    /// Which way a cell changes.
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        /// More is shown.
        case widened
        /// Less is shown.
        case narrowed
        /// Something else is shown, and the two cannot be ordered.
        case changed
    }

    /// One change of a class for a role and purpose, and the first conditions under which it happens.
    public struct Change: Equatable, Sendable {
        /// Which way.
        public let direction: Direction
        /// Who asks, what for, and the first conditions with this change.
        public let example: PolicyQuestion
        /// The class.
        public let fieldClass: FieldClass
        /// The decision of the earlier policy; `withhold` where its role may not ask.
        public let before: Decision
        /// The decision of the later policy; `withhold` where its role may not ask.
        public let after: Decision
        /// Under how many conditions (regions × consents × elevations) it happens.
        public let cellCount: Int
        /// Whether the role is external in the later policy; widening such a role needs an approval.
        public let isExternal: Bool
    }

    /// The changes by role, purpose and class.
    public let changes: [Change]

    /// The changes of bounds, by name.
    public let bounds: [BoundChange]

    /// Whether nothing differs.
    public var isEmpty: Bool { changes.isEmpty && bounds.isEmpty }

    /// Whether any change shows or allows more to anybody; one that cannot be ordered counts as such.
    public var widens: Bool {
        changes.contains { $0.direction != .narrowed } || bounds.contains { $0.direction != .narrowed }
    }

    /// Compares every cell that either policy has.
    ///
    /// - Parameters:
    ///   - before: the policy in force.
    ///   - after: the policy that is proposed.
    public init(from before: CompiledPolicy, to after: CompiledPolicy) {
        let conditions = Conditions(before, after)
        let classes = Set(before.classes.map(\.fieldClass) + after.classes.map(\.fieldClass)).sorted()
        var changes: [Change] = []
        for role in Set(before.roles.map(\.id) + after.roles.map(\.id)).sorted() {
            for purpose in Set(before.purposes.map(\.id) + after.purposes.map(\.id)).sorted() {
                let rows = conditions.questions(role, purpose).map { question in
                    (question, try? before.view(question), try? after.view(question))
                }
                for fieldClass in classes {
                    changes += Self.changes(
                        of: fieldClass, in: rows, isExternal: after.role(role)?.isExternal ?? false)
                }
            }
        }
        self.changes = changes
        bounds = PolicyBounds.changes(from: PolicyBounds.all(of: before), to: PolicyBounds.all(of: after))
    }

    private static func changes(
        of fieldClass: FieldClass, in rows: [(PolicyQuestion, PolicyView?, PolicyView?)], isExternal: Bool
    ) -> [Change] {
        var changes: [Change] = []
        for (question, old, new) in rows {
            let before = old?.decision(for: fieldClass) ?? .byDefault
            let after = new?.decision(for: fieldClass) ?? .byDefault
            guard before.treatment != after.treatment else { continue }
            let same = changes.firstIndex {
                $0.before.treatment == before.treatment && $0.after.treatment == after.treatment
            }
            let first = same.map { changes[$0] }
            let change = Change(
                direction: before.treatment.direction(to: after.treatment),
                example: first?.example ?? question, fieldClass: fieldClass, before: first?.before ?? before,
                after: first?.after ?? after, cellCount: (first?.cellCount ?? 0) + 1, isExternal: isExternal)
            if let same { changes[same] = change } else { changes.append(change) }
        }
        return changes
    }
}

/// The conditions under which two policies are compared: everything that either of them distinguishes.
private struct Conditions {
    private let regions: [RegionID?]
    private let consents: [[ConsentID]]
    private let elevations: [RuleID?]

    init(_ before: CompiledPolicy, _ after: CompiledPolicy) {
        regions = [nil] + Set(before.source.regions + after.source.regions).sorted()
        elevations =
            [nil] + Set(before.source.elevations.map(\.id) + after.source.elevations.map(\.id)).sorted()
        consents = Set(before.source.consents + after.source.consents).sorted().reduce([[]]) {
            sets, consent in
            sets + sets.map { $0 + [consent] }
        }
    }

    func questions(_ role: RoleID, _ purpose: PurposeID) -> [PolicyQuestion] {
        regions.flatMap { region in
            consents.flatMap { consents in
                elevations.map { elevation in
                    PolicyQuestion(
                        role: role, purpose: purpose, region: region, consents: consents,
                        elevation: elevation)
                }
            }
        }
    }
}
