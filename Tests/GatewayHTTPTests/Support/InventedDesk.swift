import Briefing
import Conversations
import Synchronization

/// A summary service over four invented customers; what it answers tells who asked.
final class InventedDesk: SummaryService, TimelineService {
    // Guarded by the mutex: who waits for the desk to open, and whether it has.
    private let waiting = Mutex<(isOpen: Bool, count: Int)>((false, 0))

    /// How many requests wait.
    var waitingCount: Int { waiting.withLock { $0.count } }

    /// Lets those who wait go on.
    func open() { waiting.withLock { $0.isOpen = true } }

    func summary(_ request: SummaryRequest, caller: Caller, trace: String) async -> Answer {
        switch request.customer {
        case .person(.email("maya@customer.example")): return Self.view(caller, trace)
        case .person(.email("held@customer.example")): return Self.hold
        case .person(.email("slow@customer.example")):
            do { try await Task.sleep(for: .seconds(60)) } catch { return Answer(Problem(.unavailable)) }
            return Self.view(caller, trace)
        case .person(.email("waits@customer.example")):
            waiting.withLock { $0.count += 1 }
            while !waiting.withLock({ $0.isOpen }), !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(5))
            }
            return Self.view(caller, trace)
        default: return Self.unknown
        }
    }

    func timeline(_ request: TimelineRequest, caller: Caller, trace: String) async -> Answer {
        request.page.limit == TimelinePage.limitDefault ? Self.view(caller, trace) : Self.unknown
    }

    private static func view(_ caller: Caller, _ trace: String) -> Answer {
        var who: [String: JSONValue] = [
            "tenant": .string(caller.tenant.text), "subject": .string(caller.subject.text),
            "client": .string(caller.client.text), "org": .string(caller.organisation.text),
            "role": .string(caller.role.text), "trace": .string(trace),
        ]
        who["actor"] = caller.actor.map { .string($0.text) }
        who["actor_role"] = caller.actorRole.map { .string($0.text) }
        who["region"] = caller.region.map { .string($0.text) }
        return json(200, ["outcome": "view", "body": .object(who)])
    }

    private static var hold: Answer { json(202, ["outcome": "hold", "body": ["do": "hand_to_human"]]) }

    /// A recorded refusal: a problem with its receipt.
    private static var unknown: Answer {
        guard case .object(var members) = Problem(.customerNotFound).json else { return hold }
        members["receipt"] = ["index": 7]
        return Answer(
            status: 404, contentType: "application/problem+json",
            bytes: Array(JSONValue.object(members).text().utf8))
    }

    private static func json(_ status: Int, _ document: JSONValue) -> Answer {
        Answer(status: status, contentType: "application/json", bytes: Array(document.text().utf8))
    }
}
