import Conversations

/// The paths of ``ReviewRoutes``.
extension OpenAPIDocument {
    static var reviewPaths: [String: JSONValue] {
        let queue: [String: JSONValue] = [
            DoorRoute.reviews.rawValue: ["get": list],
            DoorRoute.reviewReport.rawValue: [
                "get": reading(
                    "reportReviews", "How the queue works: load, clocks, outcomes, people, rules.",
                    answer: "ReviewReportAnswer", [query("from", Schema.time)])
            ],
            DoorRoute.reviewClaim.rawValue: [
                "post": posting(
                    "claimReview", "Gives the caller the next case; nobody picks.", "Nothing",
                    answer: "ReviewClaim")
            ],
            DoorRoute.reviewStop.rawValue: [
                "post": posting(
                    "stopReviews", "Stops the queue, so that everything is held, or lets it go on.",
                    "StopRequest", answer: "ReviewStop")
            ],
            DoorRoute.missedFlags.rawValue: [
                "post": posting(
                    "reportMissedFlag", "Opens a case for what somebody saw and no rule flagged.",
                    "MissedFlag", answer: "ReviewAnswer")
            ],
        ]
        let steps = ReviewStep.names.map { (path(of: $0), step($0)) }
        return queue.merging(steps) { first, _ in first }
    }

    /// The path of one step on a case: each takes a document of its own, so each is described by itself.
    static func path(of step: String) -> String {
        DoorRoute.reviewStep.rawValue.replacing("{step}", with: step)
    }

    private static func step(_ name: String) -> JSONValue {
        let (summary, request, answer) =
            switch name {
            case "claim":
                ("Takes a case, if it is the one that the queue would give.", "Nothing", "ReviewClaimed")
            case "view": ("The view that one held request would be given.", "ReviewLook", "ReviewLookAnswer")
            case "span": ("Opens one more record of the conversation.", "ReviewSpan", "ReviewSpanAnswer")
            case "return": ("Gives the case back undecided.", "Lease", "ReviewAnswer")
            case "confirm": ("Agrees with the first decision, or not.", "ReviewConfirmation", "ReviewAnswer")
            case "accept": ("Takes the customer over meanwhile.", "Nothing", "ReviewAnswer")
            case "contest": ("Disputes a decision.", "ReviewContest", "ReviewContestAnswer")
            default: ("Decides about the view that was looked at.", "ReviewDecision", "ReviewAnswer")
            }
        return [
            "post": posting(name + "ReviewCase", summary, request, answer: answer),
            "parameters": [parameter("id", Schema.name)],
        ]
    }

    private static var list: JSONValue {
        reading(
            "listReviews", "The review cases of the queue, in the order in which it gives them out.",
            answer: "ReviewList",
            [
                query("state", Schema.word(of: CaseWord.self)), query("category", Schema.name),
                query("severity_min", Schema.severity), query("breached", Schema.truth),
                query("mine", Schema.truth), query("known", Schema.truth),
                query("limit", Schema.number(1...500)),
            ])
    }
}
