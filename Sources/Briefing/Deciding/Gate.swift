import Conversations
import FieldPolicy

/// How one open conversation stands before the gate.
enum ConversationStanding: Hashable, Sendable {
    /// Read and nothing found.
    case clear
    /// Concerns were found, or it could be read only in a language without rules.
    case flagged([CaseConcern])
    /// The detector failed, or a text was unreadable or too long: a hold for every role.
    case notAssessed
}

/// What the gate looks at for one request.
struct GateInput: Hashable, Sendable {
    /// What the role may do with flagged cases.
    let handling: FlaggedGate
    /// Whether the caller is external or a machine.
    let isOutside: Bool
    /// The conversations that the request is about.
    let standings: [ConversationStanding]
    /// Whether a source that can carry flags was not read in full.
    let hasFlagGap: Bool
    /// Whether somebody outside has cosigned the log as recently as the gateway demands.
    let isWitnessed: Bool
    /// Whether the sources say that every flagged conversation is assigned to the caller or the caller's team.
    let isAssigned: Bool
    /// Whether the caller gave the token of the pending case back.
    let isAcknowledged: Bool
    /// Whether an operator stopped the queue.
    var isStopped = false
}

extension FlaggedGate {
    /// Orders from the milder to the stricter, so that a caller on somebody's behalf gets the stricter of both.
    private var strictness: Int {
        switch self {
        case .pass: 0
        case .warn: 1
        case .hold: 2
        case .refuse: 3
        }
    }

    /// The stricter of two.
    static func stricter(_ left: FlaggedGate, _ right: FlaggedGate) -> FlaggedGate {
        left.strictness >= right.strictness ? left : right
    }
}

/// What the gate says.
enum GateRuling: Hashable, Sendable {
    /// The view is given.
    case pass
    /// The view is given with a warning, after a recorded acknowledgement.
    case warn
    /// A person has to look first.
    case hold
    /// Like a hold, but the caller may acknowledge it and ask again.
    case holdUntilAcknowledged
}

/// The gate of DESIGN's table, as a pure function: flags × coverage × witnesses × role × the case's state.
enum Gate {
    static func rule(_ input: GateInput) -> GateRuling {
        if input.isStopped || input.standings.contains(.notAssessed) { return .hold }
        if input.hasFlagGap, input.isOutside { return .hold }
        // WHY: what an outside caller learns cannot be taken back, so it waits until the log cannot be rewritten
        // unseen; people in house go on, or a silent witness could stop the service.
        if !input.isWitnessed, input.isOutside { return .hold }
        let isFlagged = input.standings.contains { $0 != .clear }
        guard isFlagged else { return .pass }
        switch input.handling {
        case .pass: return .pass
        case .warn where !input.isOutside && input.isAssigned:
            return input.isAcknowledged ? .warn : .holdUntilAcknowledged
        case .warn, .hold, .refuse: return .hold
        }
    }
}
