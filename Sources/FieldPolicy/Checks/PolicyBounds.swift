import Conversations

/// One change of a bound that is not a cell of the table.
public struct BoundChange: Equatable, Sendable {
    /// Which way; `changed` where more and less cannot be told apart.
    public let direction: PolicyDiff.Direction
    /// What it belongs to and its key, for example `role agent: customers_per_day`.
    public let name: String
    /// What the earlier policy says, as its files would; empty when it has no such thing.
    public let before: String
    /// What the later policy says, as its files would; empty when it has no such thing.
    public let after: String
}

/// Everything that a policy bounds beside its cells, in one list of comparable values.
enum PolicyBounds {
    /// What a bound says, and how two of them compare.
    enum Value: Equatable {
        /// A number, of which more allows more; `nil` is without limit.
        case upTo(Int?)
        /// A number, of which less allows more.
        case atLeast(Int)
        /// Names, of which more allow more; `nil` is all of them.
        case names([String]?)
        /// One of some words, the widest first.
        case word(String, widestFirst: [String])
        /// A text that cannot be ordered.
        case text(String?)

        var text: String {
            switch self {
            case .upTo(let number): number.map(String.init) ?? "without limit"
            case .atLeast(let number): String(number)
            case .names(let names): names.map { "[\($0.joined(separator: ", "))]" } ?? "*"
            case .word(let word, _): word
            case .text(let text): text ?? "none"
            }
        }

        /// Which way it goes from this to another.
        func direction(to after: Value) -> PolicyDiff.Direction {
            switch (self, after) {
            case (.upTo(let old), .upTo(let new)):
                (new ?? .max) > (old ?? .max) ? .widened : .narrowed
            case (.atLeast(let old), .atLeast(let new)): new < old ? .widened : .narrowed
            case (.names(let old), .names(let new)): Self.direction(old, new)
            case (.word(let old, let order), .word(let new, _)):
                (order.firstIndex(of: new) ?? 0) < (order.firstIndex(of: old) ?? 0) ? .widened : .narrowed
            default: .changed
            }
        }

        private static func direction(_ old: [String]?, _ new: [String]?) -> PolicyDiff.Direction {
            guard let old else { return .narrowed }
            guard let new else { return .widened }
            if Set(new).isSubset(of: old) { return .narrowed }
            return Set(old).isSubset(of: new) ? .widened : .changed
        }
    }

    /// One bound; a thing that only one policy has is compared with `absent`.
    struct Bound {
        let name: String
        let value: Value
        /// Which way it is when the thing appears.
        var appearing = PolicyDiff.Direction.widened
    }

    /// The bounds that differ, in the order of their names.
    static func changes(from before: [Bound], to after: [Bound]) -> [BoundChange] {
        let names = Set(before.map(\.name) + after.map(\.name)).sorted()
        return names.compactMap { name in
            let old = before.first { $0.name == name }
            let new = after.first { $0.name == name }
            guard old?.value != new?.value else { return nil }
            return BoundChange(
                direction: direction(old, new), name: name, before: old?.value.text ?? "",
                after: new?.value.text ?? "")
        }
    }

    private static func direction(_ old: Bound?, _ new: Bound?) -> PolicyDiff.Direction {
        switch (old, new) {
        case (.some(let old), .some(let new)): old.value.direction(to: new.value)
        case (nil, .some(let new)): new.appearing
        case (.some(let old), nil): old.appearing == .widened ? .narrowed : .widened
        case (nil, nil): .changed
        }
    }

    /// Every bound of a policy.
    static func all(of policy: CompiledPolicy) -> [Bound] {
        policy.roles.flatMap(bounds) + policy.purposes.flatMap(bounds)
            + policy.source.elevations.flatMap(bounds) + policy.fences.flatMap(bounds)
            + policy.organisations.flatMap(bounds)
    }

    private static func bounds(of role: RoleRule) -> [Bound] {
        let name = "role \(role.id): "
        let gates = [FlaggedGate.pass, .warn, .hold, .refuse].map(\.rawValue)
        return [
            Bound(name: name + "flagged", value: .word(role.flagged.rawValue, widestFirst: gates)),
            Bound(name: name + "external", value: .text(String(role.isExternal))),
            Bound(name: name + "automated", value: .text(String(role.isAutomated))),
            Bound(name: name + "purposes", value: .names(role.purposes.map(\.text))),
            Bound(name: name + "customers_per_day", value: .upTo(role.customersPerDay)),
            Bound(name: name + "customers_per_day_together", value: .upTo(role.customersPerDayTogether)),
        ] + bounds(of: role.scope, name)
    }

    private static func bounds(of scope: RecordScope, _ name: String) -> [Bound] {
        let order = RecordScope.Assigned.allCases.map(\.rawValue)
        return [
            Bound(name: name + "assigned", value: .word(scope.assigned.rawValue, widestFirst: order)),
            Bound(name: name + "queues", value: .names(scope.queues?.map(\.text))),
            Bound(name: name + "regions", value: .names(scope.regions?.map(\.text))),
            Bound(name: name + "contact_types", value: .names(scope.contactTypes?.map(\.text))),
            Bound(name: name + "newest_days", value: .upTo(scope.newestDays)),
        ]
    }

    private static func bounds(of purpose: PurposeRule) -> [Bound] {
        let name = "purpose \(purpose.id): "
        return [
            Bound(name: name + "contact_types", value: .names(purpose.contactTypes?.map(\.text))),
            Bound(name: name + "approval", value: .text(purpose.approval)),
            Bound(name: name + "newest_days", value: .upTo(purpose.newestDays)),
            Bound(name: name + "window_minutes", value: .atLeast(purpose.windowMinutes)),
        ]
    }

    private static func bounds(of elevation: ElevationRule) -> [Bound] {
        let name = (elevation.breakGlass == nil ? "elevation " : "break_glass ") + "\(elevation.id): "
        var bounds = [
            Bound(name: name + "minutes_max", value: .upTo(elevation.minutesMax)),
            Bound(name: name + "approvers", value: .names(elevation.approvers.map(\.text))),
            Bound(name: name + "delegates", value: .names(elevation.delegates.map(\.text))),
        ]
        if let preapproved = elevation.preapproved {
            bounds.append(
                Bound(name: name + "sample_percent", value: .atLeast(preapproved.samplePercent)))
        }
        if let terms = elevation.breakGlass {
            bounds.append(Bound(name: name + "newest_lines", value: .upTo(terms.newestLines)))
            bounds.append(Bound(name: name + "review_hours", value: .upTo(terms.reviewHours)))
        }
        return bounds
    }

    private static func bounds(of fence: FenceRule) -> [Bound] {
        // WHY: without the fence everybody finds the record, so its appearing allows less.
        [
            Bound(
                name: "fence \(fence.id): pass", value: .names(fence.pass.map(\.text)), appearing: .narrowed)
        ]
    }

    private static func bounds(of organisation: OrganisationRule) -> [Bound] {
        let name = "organisation \(organisation.id): "
        let bounds =
            self.bounds(of: organisation.scope, name)
            + [
                Bound(name: name + "customers_per_day", value: .upTo(organisation.customersPerDay)),
                Bound(
                    name: name + "customers_per_day_together",
                    value: .upTo(organisation.customersPerDayTogether)),
            ]
        return bounds.map { Bound(name: $0.name, value: $0.value, appearing: .changed) }
    }
}
