import Briefing
import Conversations
import Hummingbird

/// `GET /v1/customers/{id}/timeline`: everything that the caller may read of a customer, page by page.
struct TimelineRoute: Sendable {
    private let service: any TimelineService

    init(_ service: any TimelineService) { self.service = service }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.timeline) { request, context in
            guard let caller = context.caller else { throw DoorRefusal(Problem(.unauthenticated)) }
            guard let id = context.parameters.get("id").flatMap({ ULID($0) }) else {
                throw DoorRefusal(
                    .malformedRequest,
                    detail: "id: expected a customer id of 26 characters, as answers show it")
            }
            let parameters = try AuditParameters(
                request.uri.query, besides: TimelineRequest.parameterNames, isFiltered: false
            ).others
            let asked: TimelineRequest
            do {
                asked = try TimelineRequest(customer: CustomerID(id), parameters: parameters)
            } catch {
                throw DoorRefusal(.malformedRequest, detail: "\(error.member): \(error.message)")
            }
            let answer = await service.timeline(asked, caller: caller, trace: context.trace)
            if let code = SummaryRoute.code(of: answer) { context.notes.note(code: code) }
            return Response(answer)
        }
    }
}
