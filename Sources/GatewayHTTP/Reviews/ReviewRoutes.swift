import Briefing
import Conversations
import Hummingbird

/// `/v1/reviews…`: the queue of cases that wait for a person.
struct ReviewRoutes: Sendable {
    private let service: any ReviewService
    private let body: JSONBody

    init(body: JSONBody, service: any ReviewService) {
        self.service = service
        self.body = body
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.reviews) { request, context in
            try await answer(.list(try ReviewFilter(query: request.uri.query)), context)
        }
        router.on(.reviewReport) { request, context in
            let given = try QueryParameters(request.uri.query, allowed: ["from"])
            let from = try given.read("from", expected: "a time in RFC 3339", Timestamp.init(rfc3339:))
            return try await answer(.report(from: from), context)
        }
        router.on(.reviewClaim) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                _ = try BodyMembers(body, allowed: [])
                return .claimNext
            }
        }
        router.on(.reviewStop) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                let members = try BodyMembers(body, allowed: ["stopped", "words"])
                return .stop(try members.bool("stopped"), words: try members.words())
            }
        }
        router.on(.missedFlags) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                try ReviewQuestion(missedFlag: body)
            }
        }
        router.on(.reviewStep) { request, context in
            guard let text = context.parameters.get("id"), let token = try? ReviewCaseToken(text),
                let step = context.parameters.get("step"), ReviewStep.names.contains(step)
            else { throw DoorRefusal(Problem(.notFound)) }
            return try await answer(request, context) { body throws(MalformedRequest) in
                .step(token, try ReviewStep(step, body))
            }
        }
    }

    private func answer(
        _ request: Request, _ context: GatewayContext,
        _ read: (JSONValue) throws(MalformedRequest) -> ReviewQuestion
    ) async throws -> Response {
        try await answer(try await body.asked(request, context, read), context)
    }

    private func answer(_ question: ReviewQuestion, _ context: GatewayContext) async throws -> Response {
        context.response(
            await service.answer(question, caller: try context.knownCaller(), trace: context.trace))
    }
}
