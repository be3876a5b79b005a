import Briefing
import Conversations

extension SummaryGateway {
    /// A request with the conversation that its handle stands for; one that stands for nothing stays, and is then like
    /// any conversation out of the caller's reach.
    func named(
        _ request: SummaryRequest, _ found: CustomerFinder.Found?, _ caller: Caller
    ) async throws(BriefingFailure) -> SummaryRequest {
        guard let handle = request.conversation?.handle, let customer = found?.customer.id else {
            return request
        }
        do {
            let conversation = try await ledger.conversation(
                ofHandle: handle, about: customer, to: AnsweredCaller(caller))
            return conversation.map(request.inConversation) ?? request
        } catch {
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
    }
}
