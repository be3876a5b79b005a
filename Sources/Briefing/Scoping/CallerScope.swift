public import Conversations
import FieldPolicy

/// What the policy lets one caller draw on for one purpose, before any field is treated.
public struct CallerScope: Sendable {
    let policy: CompiledPolicy
    let caller: Caller
    let purpose: PurposeID
    private let records: RecordScope

    /// Takes the bounds of role, acting machine's role, purpose and organisation, joined to what all allow.
    public init(rulebook: Rulebook, caller: Caller, purpose: PurposeID) {
        policy = rulebook.policy
        self.caller = caller
        self.purpose = purpose
        records = policy.scope(
            role: caller.role, actorRole: caller.actorRole, purpose: purpose,
            organisation: caller.organisation)
    }

    /// Whether anything depends on who the sources say the caller is, so that their staff is asked first, and a source
    /// that cannot say it counts as not read.
    public var asksStaffFirst: Bool { records.assigned != .any || needsAssignment }

    /// The records that count.
    ///
    /// - Parameters:
    ///   - staff: the caller's rows of staff, one a source, as the sources list them; a token cannot assert them.
    ///   - now: the present moment, from which age is counted.
    /// - Returns: the reach, for sources and for the pure step alike.
    public func reach(staff: [KnownStaff], at now: Timestamp) -> RecordReach {
        let places = staff.filter { $0.isCaller(caller) }.map {
            StaffPlace(
                source: $0.source, id: $0.member.id,
                team: records.assigned == .team ? $0.member.team : nil)
        }
        return RecordReach(
            queues: records.queues, regions: records.regions, contactTypes: records.contactTypes,
            assignees: records.assigned == .any ? nil : places,
            age: records.newestDays.map { RecordAge(now: now, days: $0) })
    }

    /// Whether an open conversation must be assigned to the caller or the caller's team: so for every person who works
    /// with customers, whatever a token says; not for machines, and not for those whose work is to look at cases.
    var needsAssignment: Bool {
        roles.contains { !$0.isAutomated && ($0.flagged == .warn || $0.flagged == .hold) }
    }

    /// Whether somebody with one of these markers is nobody for this caller; a marker that the policy does not know
    /// lets nobody pass.
    func isFenced(_ persons: [Person]) -> Bool {
        persons.compactMap(\.fence).contains {
            !policy.passes(fence: $0, role: caller.role, actorRole: caller.actorRole)
        }
    }

    /// Whether there is a fence that this caller does not pass.
    var isKeptOut: Bool {
        policy.fences.contains { isStopped(by: $0.id) }
    }

    private func isStopped(by fence: FenceID) -> Bool {
        !policy.passes(fence: fence, role: caller.role, actorRole: caller.actorRole)
    }

    /// The most distinct customers in 24 hours.
    var customersMax: Int {
        policy.customersPerDay(
            role: caller.role, actorRole: caller.actorRole, organisation: caller.organisation)
    }

    /// The most distinct customers in 24 hours of all people of the organisation; `nil` for no bound.
    public var customersTogetherMax: Int? {
        policy.customersPerDayTogether(
            role: caller.role, actorRole: caller.actorRole, organisation: caller.organisation)
    }

    /// For how many minutes an answer for another purpose excludes this one.
    var excludedAfterMinutes: [PurposeID: Int] {
        policy.purposes.reduce(into: [:]) { minutes, other in
            let window = policy.windowMinutes(from: other.id, to: purpose)
            if window > 0 { minutes[other.id] = window }
        }
    }

    private var roles: [RoleRule] {
        [caller.role, caller.actorRole].compactMap { $0 }.compactMap { policy.role($0) }
    }
}
