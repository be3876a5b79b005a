import Briefing
import Conversations
import Hummingbird

/// `POST /v1/summaries` checks the envelope, reads the body within bounds, and hands it on;
/// `GET /v1/summaries/{id}/explanation` asks why one is as it is.
struct SummaryRoute: Sendable {
    private let service: any SummaryService
    private let body: JSONBody
    private let explanations: (any ExplanationService)?
    private let requestSeconds: Int

    init(
        _ configuration: DoorConfiguration, body: JSONBody, service: any SummaryService,
        explanations: (any ExplanationService)? = nil
    ) {
        self.service = service
        self.explanations = explanations
        self.body = body
        requestSeconds = configuration.requestSeconds
    }

    func add(to router: RouterGroup<GatewayContext>) {
        router.on(.summaries) { request, context in
            let caller = try context.knownCaller()
            let asked = try await body.asked(request, context) { document throws(MalformedRequest) in
                try SummaryRequest(body: document)
            }
            guard let answer = await summary(asked, caller: caller, context) else {
                throw DoorRefusal(Problem(.unavailable), cause: "no_answer")
            }
            return context.response(answer)
        }
        guard let explanations else { return }
        router.on(.explanation) { request, context in
            let caller = try context.knownCaller()
            let summary = try context.id(of: "a summary's leaf")
            let given = try QueryParameters(request.uri.query, allowed: ["acknowledge"])["acknowledge"]
            var acknowledge: ReviewCaseToken?
            if let given {
                do throws(InvalidIdentifier) { acknowledge = try ReviewCaseToken(given) } catch {
                    throw DoorRefusal(.malformedRequest, detail: "acknowledge: \(error.description)")
                }
            }
            return context.response(
                await explanations.explanation(
                    of: summary, acknowledge: acknowledge, caller: caller, trace: context.trace))
        }
    }

    /// Asks the service and tells it to stop at the deadline; what it answers then is sent, because it may be recorded.
    private func summary(
        _ request: SummaryRequest, caller: Caller, _ context: GatewayContext
    ) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await service.summary(request, caller: caller, trace: context.trace) }
            group.addTask {
                do { try await Task.sleep(for: .seconds(requestSeconds)) } catch { return nil }
                context.notes.note(cause: "deadline")
                return nil
            }
            var answer: Answer?
            for await result in group {
                answer = answer ?? result
                group.cancelAll()
            }
            return answer
        }
    }
}
