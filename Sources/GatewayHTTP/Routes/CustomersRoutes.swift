import Briefing
import Conversations
import Hummingbird

/// `/v1/customers/{id}/erasure`, `…/legal-hold` and `…/report`: what compliance does about a customer's traces.
struct CustomersRoutes: Sendable {
    private let service: any CustomersService
    private let body: JSONBody

    init(body: JSONBody, service: any CustomersService) {
        self.service = service
        self.body = body
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.customerErasure) { request, context in
            let members = try await members(["reason", "legal_basis"], of: request, context)
            return try await answer(
                .erase(reason: members[0], legalBasis: members[1]), context)
        }
        router.on(.legalHold) { request, context in
            try await answer(
                .setLegalHold(reason: try await members(["reason"], of: request, context)[0]), context)
        }
        router.on(RouterPath(DoorRoute.legalHold.rawValue), method: .delete) { request, context in
            try await answer(
                .releaseLegalHold(reason: try await members(["reason"], of: request, context)[0]), context)
        }
        router.on(.customerReport) { request, context in
            let given = try QueryParameters(request.uri.query, allowed: ["cursor", "limit"])
            let limit = try given.number("limit", in: 1...1_000) ?? 100
            return try await answer(.report(limit: limit, cursor: given["cursor"]), context)
        }
    }

    private func answer(_ request: CustomersRequest, _ context: GatewayContext) async throws -> Response {
        let id = try context.id(of: "a customer")
        let answer = await service.answer(
            request, about: CustomerID(id), caller: try context.knownCaller(), trace: context.trace)
        return context.response(answer)
    }

    /// The texts of exactly these members of a JSON body, 1 to 1,000 bytes each.
    private func members(
        _ names: [String], of request: Request, _ context: GatewayContext
    ) async throws -> [String] {
        try await body.asked(request, context) { document throws(MalformedRequest) in
            let members = try BodyMembers(document, allowed: names)
            return try names.map { name throws(MalformedRequest) in
                try members.text(name, bytesMax: 1_000)
            }
        }
    }
}
