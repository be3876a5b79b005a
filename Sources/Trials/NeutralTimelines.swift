import Conversations
import ReviewFlags

/// How many timelines of harmless messages would end in a hold: five conversations of ten messages, one still open.
///
/// One message in a hundred flagged is little for a message and much for a customer with fifty of them. Flags of a decided
/// conversation are history and hold nothing, so that only the open one of a timeline counts; messages of a conversation
/// are read together, since contributory hits of neighbours join.
struct NeutralTimelines {
    /// Of the timelines that were drawn, how many hold.
    private(set) var held = 0
    /// How many were drawn.
    let count: Int

    /// How many timelines are drawn.
    static let drawn = 400
    /// Conversations of a timeline, of which the last is open.
    static let conversations = 5
    /// Messages of a conversation.
    static let messages = 10
    /// Fewer rows say too little of traffic to draw from.
    static let rowsMin = 200

    /// Draws timelines of different rows each, the same for the same rows; `nil` of fewer rows than ``rowsMin``.
    ///
    /// - Parameters:
    ///   - rows: harmless rows, each one message or more.
    ///   - detector: what flags them.
    init?(of rows: [[FlagMessage]], detector: FlagDetector) {
        guard rows.count >= Self.rowsMin else { return nil }
        var random = DrawnNumbers(seed: 1)
        count = Self.drawn
        for _ in 0..<count {
            var timeline = rows.indices.shuffled(using: &random).prefix(Self.conversations * Self.messages)
            // WHY: the decided conversations are drawn and left alone, so that every row stands as often in each.
            timeline.removeFirst((Self.conversations - 1) * Self.messages)
            let assessment = detector.assess(timeline.flatMap { rows[$0] })
            if !assessment.flags.isEmpty || !assessment.isAssessed { held += 1 }
        }
    }
}
