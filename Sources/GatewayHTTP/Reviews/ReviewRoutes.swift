import Briefing
import Conversations
import Hummingbird

/// `/v1/reviews…`: the queue of cases that wait for a person.
struct ReviewRoutes: Sendable {
    private let service: any ReviewService
    private let reader: BodyReader
    private let depthMax: Int

    init(_ configuration: DoorConfiguration, reader: BodyReader, service: any ReviewService) {
        self.service = service
        self.reader = reader
        depthMax = configuration.bodyDepthMax
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
                _ = try ReviewMembers(body, allowed: [])
                return .claimNext
            }
        }
        router.on(.reviewStop) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                let members = try ReviewMembers(body, allowed: ["stopped", "words"])
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
        guard MediaType.isPlainJSON(request.headers) else {
            throw DoorRefusal(
                .unsupportedMediaType, detail: "expected application/json in UTF-8 without a content coding")
        }
        let bytes = try await reader.whole(request, context)
        let question: ReviewQuestion
        do {
            question = try read(try JSONValue(json: bytes, depthMax: depthMax))
        } catch let problem as JSONProblem {
            throw DoorRefusal(.malformedRequest, detail: "body: \(problem)")
        } catch let malformed as MalformedRequest {
            throw DoorRefusal(.malformedRequest, detail: "\(malformed.member): \(malformed.message)")
        }
        return try await answer(question, context)
    }

    private func answer(_ question: ReviewQuestion, _ context: GatewayContext) async throws -> Response {
        guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        return Response(await service.answer(question, caller: caller, trace: context.trace))
    }
}
