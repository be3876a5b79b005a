public import Briefing
public import Conversations

/// The timeline takes the way of a summary, with its gate, bounds and leaf; only the selection is left out.
extension SummaryGateway: TimelineService {
    /// Answers one page; every outcome is an answer.
    public func timeline(_ request: TimelineRequest, caller: Caller, trace: String) async -> Answer {
        await answer(request.asked, page: request.page, caller: caller, trace: trace)
    }
}
