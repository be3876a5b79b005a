import Briefing
import Conversations
import GatewayHTTP
import Synchronization

/// The desks for customers, access and reviews in one: it answers everything alike and keeps what was asked.
final class HeardDesks: CustomersService, AccessService, ReviewService {
    // Guarded by the mutex.
    private let heard = Mutex<[Asked]>([])

    /// One question of one of the desks.
    enum Asked: Hashable {
        case customers(CustomersRequest)
        case access(AccessQuestion)
        case reviews(ReviewQuestion)
    }

    var all: [Asked] { heard.withLock { $0 } }

    func answer(
        _ request: CustomersRequest, about customer: CustomerID, caller: Caller, trace: String
    ) async -> Answer { hear(.customers(request)) }

    func answer(_ question: AccessQuestion, caller: Caller, trace: String) async -> Answer {
        hear(.access(question))
    }

    func answer(_ question: ReviewQuestion, caller: Caller, trace: String) async -> Answer {
        hear(.reviews(question))
    }

    private func hear(_ asked: Asked) -> Answer {
        heard.withLock { $0.append(asked) }
        return Answer(status: 200, contentType: "application/json", bytes: Array("{}".utf8))
    }
}
