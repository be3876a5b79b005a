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
            try await answer(.list(try ReviewFilter(parameters: pairs(request))), context)
        }
        router.on(.reviewReport) { request, context in
            try await answer(.report(from: try Self.from(pairs(request))), context)
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

    private func pairs(_ request: Request) -> [(String, String)] {
        request.uri.queryParameters.map { (String($0.key), String($0.value)) }
    }

    private static func from(_ pairs: [(String, String)]) throws -> Timestamp? {
        guard let (name, value) = pairs.first else { return nil }
        guard pairs.count == 1, name == "from", let at = Timestamp(rfc3339: value) else {
            throw DoorRefusal(.malformedRequest, detail: "expected only: from, a time in RFC 3339")
        }
        return at
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
