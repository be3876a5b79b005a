import Briefing
import Conversations
import Hummingbird

/// `GET /v1/customers/{id}/timeline`: everything that the caller may read of a customer, page by page.
struct TimelineRoute: Sendable {
    private let service: any TimelineService

    init(_ service: any TimelineService) { self.service = service }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.timeline) { request, context in
            let caller = try context.knownCaller()
            let id = try context.id(of: "a customer")
            let given = try QueryParameters(request.uri.query, allowed: TimelineRequest.parameterNames)
            let parameters = Dictionary(given.pairs.map { ($0.name, $0.value) }) { first, _ in first }
            let asked: TimelineRequest
            do throws(MalformedRequest) {
                asked = try TimelineRequest(customer: CustomerID(id), parameters: parameters)
            } catch {
                throw DoorRefusal(error)
            }
            return context.response(await service.timeline(asked, caller: caller, trace: context.trace))
        }
    }
}
