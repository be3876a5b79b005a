import AuditTrail
import Briefing
import Conversations
import Hummingbird

/// `/v1/audit/…` and entry bundles: the log itself, for those who may read it; every read is recorded.
struct AuditRoutes: Sendable {
    private let service: any AuditService
    private let verifier: TokenVerifier

    init(_ service: any AuditService, verifier: TokenVerifier) {
        self.service = service
        self.verifier = verifier
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.auditLeaves) { request, context in
            let asked = try AuditParameters(request.uri.query, besides: ["after", "limit", "opened"])
            return try await answer(.leaves(asked.filter, try asked.page(limitMax: 1_000)), context)
        }
        router.on(.auditExport) { request, context in
            let asked = try AuditParameters(
                request.uri.query, besides: ["after", "format", "limit", "opened"])
            let page = try asked.page(limitDefault: 10_000, limitMax: 10_000)
            return try await answer(.export(asked.filter, try asked.format(), page), context)
        }
        router.on(.auditLeaf) { request, context in
            let asked = try QueryParameters(request.uri.query, allowed: ["opened"])
            let isOpened = try asked.flag("opened") ?? false
            return try await answer(.leaf(try context.id(of: "a leaf's"), isOpened: isOpened), context)
        }
        router.on(.auditProof) { request, context in
            _ = try QueryParameters(request.uri.query, allowed: [])
            return try await answer(.proof(try context.id(of: "a leaf's")), context)
        }
        router.on(.auditBody) { request, context in
            _ = try QueryParameters(request.uri.query, allowed: [])
            return try await answer(try body(request, context), context)
        }
        router.on(.entries) { request, context in
            let (tenant, year) = try PublicLogRoutes.log(context)
            let path = request.uri.path.split(separator: "/", maxSplits: 4).last.map(String.init) ?? ""
            guard let tile = Tile(path: path), tile.content == .entries else {
                throw DoorRefusal(Problem(.notFound))
            }
            return try await answer(.entries(tile, tenant: tenant, year: year), context)
        }
    }

    private func answer(_ question: AuditQuestion, _ context: GatewayContext) async throws -> Response {
        let given = await service.answer(
            question, caller: try context.knownCaller(), trace: context.trace)
        var headers: HTTPFields = [:]
        if let name = Self.leafHeader { headers[name] = given.leaf?.description }
        if let name = Self.nextHeader { headers[name] = given.next }
        return context.response(given.answer, headers: headers)
    }

    /// The case reference and the second person stand in headers: neither belongs into an address.
    private func body(_ request: Request, _ context: GatewayContext) throws -> AuditQuestion {
        let leaf = try context.id(of: "a leaf's")
        let references = Self.caseHeader.map { request.headers[values: $0] } ?? []
        guard references.count == 1, let reference = references.first,
            (1...256).contains(reference.utf8.count)
        else {
            throw DoorRefusal(
                .malformedRequest,
                detail: "Case-Reference: expected one header of 1 to 256 bytes, found \(references.count)")
        }
        let second: Caller
        do {
            let values = Self.secondHeader.map { request.headers[values: $0] } ?? []
            second = try verifier.caller(of: try Authentication.token(values))
        } catch {
            throw DoorRefusal(
                Problem(
                    .unauthenticated, detail: "Second-Authorization: expected the token of a second person"),
                headers: Authentication.challenge(isTokenSent: false), cause: error.rawValue)
        }
        return .body(leaf, caseReference: reference, second: second)
    }

    private static let leafHeader = HeaderName("Throughline-Leaf")
    private static let nextHeader = HeaderName("Throughline-Next")
    private static let caseHeader = HeaderName("Case-Reference")
    private static let secondHeader = HeaderName("Second-Authorization")
}
