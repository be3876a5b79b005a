import Briefing
import Conversations
import Hummingbird

/// `/v1/checks`, `/v1/access-requests…` and `/v1/contact-handles…`: to verify without seeing, and to be let see more.
struct AccessRoutes: Sendable {
    private let service: any AccessService
    private let body: JSONBody

    init(body: JSONBody, service: any AccessService) {
        self.service = service
        self.body = body
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.checks) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                .check(try CheckRequest(body: body))
            }
        }
        router.on(.accessRequests) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                .ask(try AccessAsk(body: body))
            }
        }
        router.on(RouterPath(DoorRoute.accessRequests.rawValue), method: .get) { request, context in
            let given = try QueryParameters(request.uri.query, allowed: ["open"])
            return try await answer(.list(isOpen: try given.flag("open") ?? false), context)
        }
        router.on(.accessDecision) { request, context in
            let id = try context.id(of: "an access case")
            return try await answer(request, context) { body throws(MalformedRequest) in
                .decide(AccessCaseID(id), try AccessDecision(body: body))
            }
        }
        router.on(.contactHandles) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                .ask(try AccessAsk(contact: body))
            }
        }
        router.on(.contactResolve) { request, context in
            try await answer(request, context) { body throws(MalformedRequest) in
                .resolve(handle: try BodyMembers(body, allowed: ["handle"]).text("handle"))
            }
        }
    }

    private func answer(
        _ request: Request, _ context: GatewayContext,
        _ read: (JSONValue) throws(MalformedRequest) -> AccessQuestion
    ) async throws -> Response {
        try await answer(try await body.asked(request, context, read), context)
    }

    private func answer(_ question: AccessQuestion, _ context: GatewayContext) async throws -> Response {
        context.response(
            await service.answer(question, caller: try context.knownCaller(), trace: context.trace))
    }
}

extension AccessDecision {
    /// Reads the body of a decision.
    init(body: JSONValue) throws(MalformedRequest) {
        let members = try BodyMembers(body, allowed: ["decision", "minutes", "reason"])
        guard let verdict = members["decision"]?.string.flatMap(Verdict.init(rawValue:)) else {
            let known = Verdict.allCases.map(\.rawValue).joined(separator: ", ")
            throw MalformedRequest(member: "decision", message: "expected one of: \(known)")
        }
        let minutes = members["minutes"] == nil ? nil : try members.int("minutes", in: 1...1_440)
        guard minutes == nil || verdict == .approve else {
            throw MalformedRequest(member: "minutes", message: "expected only with the decision approve")
        }
        self.init(
            verdict: verdict, reason: try members.text("reason", bytesMax: 1_000), minutes: minutes)
    }
}
