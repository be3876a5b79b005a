import Briefing
import Conversations
import Hummingbird

/// `/v1/customers/{id}/erasure`, `…/legal-hold` and `…/report`: what compliance does about a customer's traces.
struct CustomersRoutes: Sendable {
    private let service: any CustomersService
    private let reader: BodyReader

    init(service: any CustomersService, reader: BodyReader) {
        self.service = service
        self.reader = reader
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
            let (limit, cursor) = try Self.page(of: request)
            return try await answer(.report(limit: limit, cursor: cursor), context)
        }
    }

    private func answer(_ request: CustomersRequest, _ context: GatewayContext) async throws -> Response {
        guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
        guard let text = context.parameters.get("id"), let id = ULID(text) else {
            throw DoorRefusal(
                .malformedRequest, detail: "id: expected a customer id of 26 characters, as answers show it")
        }
        let answer = await service.answer(
            request, about: CustomerID(id), caller: caller, trace: context.trace)
        return Response(answer)
    }

    /// The texts of exactly these members of a JSON body, 1 to 1,000 bytes each.
    private func members(
        _ names: [String], of request: Request, _ context: GatewayContext
    ) async throws -> [String] {
        guard MediaType.isPlainJSON(request.headers) else {
            throw DoorRefusal(
                .unsupportedMediaType, detail: "expected application/json in UTF-8 without a content coding")
        }
        let bytes = try await reader.whole(request, context)
        guard let document = try? JSONValue(json: bytes, depthMax: 2), let object = document.object else {
            throw DoorRefusal(.malformedRequest, detail: "body: expected a JSON object")
        }
        if let unknown = object.keys.sorted().first(where: { !names.contains($0) }) {
            throw DoorRefusal(
                .malformedRequest,
                detail: "\(unknown): unknown member, expected \(names.joined(separator: ", "))")
        }
        return try names.map { name in
            guard let text = object[name]?.string, (1...1_000).contains(text.utf8.count) else {
                throw DoorRefusal(
                    .malformedRequest, detail: "\(name): expected a text of 1 to 1000 bytes")
            }
            return text
        }
    }

    private static func page(of request: Request) throws -> (limit: Int, cursor: String?) {
        let parameters = request.uri.queryParameters
        if let unknown = parameters.first(where: { !["limit", "cursor"].contains($0.key) }) {
            throw DoorRefusal(
                .malformedRequest,
                detail: "\(unknown.key.prefix(64)): unknown parameter, expected limit, cursor")
        }
        guard let text = parameters["limit"] else { return (100, parameters["cursor"].map(String.init)) }
        guard let limit = Int(text), (1...1_000).contains(limit) else {
            throw DoorRefusal(.malformedRequest, detail: "limit: expected a number from 1 to 1000")
        }
        return (limit, parameters["cursor"].map(String.init))
    }
}

extension BodyReader {
    /// The whole body within bounds, or the refusal that names the bound.
    func whole(_ request: Request, _ context: GatewayContext) async throws -> [UInt8] {
        let tooLarge = DoorRefusal(.bodyTooLarge, detail: "at most \(bytesMax) bytes")
        guard request.bodyBytes ?? 0 <= bytesMax else { throw tooLarge }
        context.notes.note(bodyUse: .abandoned)
        switch try await read(request.body) {
        case .complete(let bytes):
            context.notes.note(bodyUse: .read)
            return bytes
        case .tooLarge(let isEnded):
            if isEnded { context.notes.note(bodyUse: .read) }
            throw tooLarge
        case .late:
            throw DoorRefusal(.malformedRequest, detail: "body: not complete within \(seconds) seconds")
        }
    }
}
