import Briefing
import Conversations
import Hummingbird

/// `/v1/checks`, `/v1/access-requests…` and `/v1/contact-handles…`: to verify without seeing, and to be let see more.
struct AccessRoutes: Sendable {
    private let service: any AccessService
    private let reader: BodyReader
    private let depthMax: Int

    init(_ configuration: DoorConfiguration, reader: BodyReader, service: any AccessService) {
        self.service = service
        self.reader = reader
        depthMax = configuration.bodyDepthMax
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
            try await answer(.list(isOpen: try Self.isOpen(request)), context)
        }
        router.on(.accessDecision) { request, context in
            guard let text = context.parameters.get("id"), let id = ULID(text) else {
                throw DoorRefusal(
                    .malformedRequest, detail: "id: expected an access case id of 26 characters")
            }
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
                .resolve(handle: try Self.handle(body))
            }
        }
    }

    private func answer(
        _ request: Request, _ context: GatewayContext,
        _ read: (JSONValue) throws(MalformedRequest) -> AccessQuestion
    ) async throws -> Response {
        guard MediaType.isPlainJSON(request.headers) else {
            throw DoorRefusal(
                .unsupportedMediaType, detail: "expected application/json in UTF-8 without a content coding")
        }
        let bytes = try await reader.whole(request, context)
        let question: AccessQuestion
        do {
            question = try read(try JSONValue(json: bytes, depthMax: depthMax))
        } catch let problem as JSONProblem {
            throw DoorRefusal(.malformedRequest, detail: "body: \(problem)")
        } catch let malformed as MalformedRequest {
            throw DoorRefusal(.malformedRequest, detail: "\(malformed.member): \(malformed.message)")
        }
        return try await answer(question, context)
    }

    private func answer(_ question: AccessQuestion, _ context: GatewayContext) async throws -> Response {
        guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        return Response(await service.answer(question, caller: caller, trace: context.trace))
    }

    private static func isOpen(_ request: Request) throws -> Bool {
        let parameters = request.uri.queryParameters
        if let unknown = parameters.first(where: { $0.key != "open" }) {
            throw DoorRefusal(
                .malformedRequest, detail: "\(unknown.key.prefix(64)): unknown parameter, expected open")
        }
        switch parameters["open"].map(String.init) {
        case nil, "false": return false
        case "true": return true
        default: throw DoorRefusal(.malformedRequest, detail: "open: expected true or false")
        }
    }

    private static func handle(_ body: JSONValue) throws(MalformedRequest) -> String {
        guard let members = body.object, members.keys.sorted() == ["handle"],
            let handle = members["handle"]?.string, (1...256).contains(handle.utf8.count)
        else {
            throw MalformedRequest(member: "body", message: "expected only: handle, a text of 1 to 256 bytes")
        }
        return handle
    }
}

extension AccessDecision {
    /// Reads the body of a decision.
    init(body: JSONValue) throws(MalformedRequest) {
        let names = ["decision", "minutes", "reason"]
        guard let members = body.object else {
            throw MalformedRequest(member: "body", message: "expected an object, found \(body.kind)")
        }
        guard members.keys.allSatisfy(names.contains) else {
            throw MalformedRequest(
                member: "body", message: "unknown member, expected only: \(names.joined(separator: ", "))")
        }
        guard let verdict = members["decision"]?.string.flatMap(Verdict.init(rawValue:)) else {
            let known = Verdict.allCases.map(\.rawValue).joined(separator: ", ")
            throw MalformedRequest(member: "decision", message: "expected one of: \(known)")
        }
        guard let reason = members["reason"]?.string, (1...1_000).contains(reason.utf8.count) else {
            throw MalformedRequest(member: "reason", message: "expected a text of 1 to 1000 bytes")
        }
        var minutes: Int?
        if let written = members["minutes"] {
            guard verdict == .approve, let number = written.int, (1...1_440).contains(number) else {
                throw MalformedRequest(
                    member: "minutes", message: "expected 1 to 1440, with the decision approve only")
            }
            minutes = Int(number)
        }
        self.init(verdict: verdict, reason: reason, minutes: minutes)
    }
}
