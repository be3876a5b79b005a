public import Conversations

/// Who is on duty: people who take turns of whole days, in order, for ever.
public struct DutyRota: Hashable, Sendable {
    /// The people, at least one, in the order of their turns.
    public let people: [PrincipalID]
    /// Days of one turn, at least 1.
    public let turnDays: Int
    /// When the first turn began.
    public let startsAt: Timestamp

    /// Joins the parts of a rota.
    public init(people: [PrincipalID], turnDays: Int, startsAt: Timestamp) {
        precondition(!people.isEmpty && turnDays >= 1, "a rota has people and turns of at least a day")
        self.people = people
        self.turnDays = turnDays
        self.startsAt = startsAt
    }

    /// Who is on duty at a moment; before the start the last of the list.
    public func owner(at now: Timestamp) -> PrincipalID { people[turn(at: now)] }

    /// Who stands in: the next in turn, `nil` when there is nobody else.
    public func delegate(at now: Timestamp) -> PrincipalID? {
        people.count > 1 ? people[(turn(at: now) + 1) % people.count] : nil
    }

    private func turn(at now: Timestamp) -> Int {
        let length = Int64(turnDays) * 86_400_000
        let since = now.milliseconds - startsAt.milliseconds
        let turns = since >= 0 ? since / length : (since - length + 1) / length
        let count = Int64(people.count)
        return Int(((turns % count) + count) % count)
    }
}
