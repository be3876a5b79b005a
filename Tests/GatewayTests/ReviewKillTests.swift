import AuditTrail
import Conversations
import Foundation
import Ledger
import Logging
import Sodium
import Synchronization
import Testing

@testable import Gateway

/// Kills a served gateway while reviewers claim, look, decide and confirm, and agents ask and contest.
@Suite("kill -9 in the review queue", .serialized)
struct ReviewKillTests {
    private var killCount: Int { ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] == nil ? 3 : 60 }

    @Test("after every kill a case stands where its leaves say, and nothing is shown that nobody released")
    func kills() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        let tokens = try DemoTokens(configuration, load: ShippedRules.load)
        let record = QueueRecord()
        let reviewers = (0..<2).map { Reviewer("reviewer-\($0)") }
        for round in 0..<killCount {
            let gateway = try GatewayProcess(configuration: folder.configurationPath)
            await withTaskGroup(of: Void.self) { group in
                for held in Self.flagged {
                    group.addTask {
                        try? await Self.askAndContest(held, from: round, gateway, tokens, record)
                    }
                }
                for reviewer in reviewers {
                    group.addTask { try? await Self.review(reviewer, gateway, tokens, record) }
                }
                await record.wait(forMore: 5)
                try? await Task.sleep(for: .milliseconds(20 + round * 37 % 200))
                gateway.kill()
                // WHY: a client of a dead server tries again until its time is over, twenty seconds a round.
                group.cancelAll()
            }
        }
        #expect(record.count > killCount * 3, "too few steps to mean anything")
        #expect(record.unreleased == 0, "something was shown that nobody released")
        try await compare(record, configuration)
    }

    private static func token(
        _ tokens: DemoTokens, _ subject: String, _ role: RoleID
    ) async throws -> String {
        try await tokens.mint(
            Caller(
                tenant: "default", subject: try PrincipalID(subject), client: "tests",
                organisation: "larkfield", role: role))
    }

    /// Who is flagged, for what they are asked about, and in which conversation.
    private static let flagged: [(email: JSONValue, purpose: JSONValue, conversation: JSONValue)] = [
        ("priya.raman@example.com", "resolve_billing", "tickets:5001"),
        ("t.zielinski@example.org", "follow_up_safety", "tickets:5010"),
        ("eleanor.whitcombe@example.com", "handle_complaint", "tickets:5020"),
    ]

    /// Asks for a flagged customer until somebody released them, disputes that, and asks for a longer view.
    ///
    /// WHY another length each time: a release is for one view, so the queue never runs dry.
    private static func askAndContest(
        _ flagged: (email: JSONValue, purpose: JSONValue, conversation: JSONValue), from round: Int,
        _ gateway: GatewayProcess, _ tokens: DemoTokens, _ record: QueueRecord
    ) async throws {
        let token = try await token(tokens, "agent-1", "agent")
        var held: String?
        var words = 100 + round * 10
        while true {
            let answer = try await gateway.post(
                "/v1/summaries", token: token,
                [
                    "customer": ["email": flagged.email], "purpose": flagged.purpose,
                    "conversation": flagged.conversation, "budget": ["words": JSONValue(words)],
                ])
            if answer.status == 202 { held = answer.document["body"]?["case"]?.string ?? held }
            if answer.status == 200 {
                record.add(answer.document)
                if answer.document["body"]?["gate"] != "released" { record.countUnreleased() }
                words += 1
                if let held {
                    let contested = try await gateway.post(
                        "/v1/reviews/\(held)/contest", token: token,
                        ["words": "this is not what she told us"])
                    if contested.status == 200 { record.add(contested.document) }
                }
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }

    /// Takes what the queue gives, looks, and decides or confirms.
    private static func review(
        _ reviewer: Reviewer, _ gateway: GatewayProcess, _ tokens: DemoTokens, _ record: QueueRecord
    ) async throws {
        while true {
            let token = try await token(tokens, reviewer.name, "reviewer")
            if reviewer.held == nil {
                let claimed = try await gateway.post("/v1/reviews/claim", token: token, [:])
                guard claimed.status == 200, let body = claimed.document["body"], body["lease"] != nil else {
                    try await Task.sleep(for: .milliseconds(30))
                    continue
                }
                record.add(claimed.document)
                reviewer.held = body
            }
            try await finish(reviewer, token, gateway, record)
        }
    }

    /// Looks at what a reviewer holds and decides it, also when the gateway died in between.
    private static func finish(
        _ reviewer: Reviewer, _ token: String, _ gateway: GatewayProcess, _ record: QueueRecord
    ) async throws {
        guard let body = reviewer.held, let id = body["case"]?.string, let lease = body["lease"] else {
            return
        }
        let path = "/v1/reviews/\(id)/"
        let look = try await gateway.post(path + "view", token: token, ["lease": lease])
        guard look.status == 200 else {
            // A lease is good only in the program that gave it: the same person claims again.
            reviewer.held = nil
            return
        }
        record.add(look.document)
        let words: JSONValue = "read the whole of it, it is as it seems"
        let decided = try await gateway.post(
            path + (body["state"] == "proposed" ? "confirm" : "decide"), token: token,
            body["state"] == "proposed"
                ? ["lease": lease, "agrees": true, "words": words]
                : [
                    "lease": lease, "view": look.document["body"]?["view"] ?? "none", "verdict": "release",
                    "reason": "facts_clear", "words": words,
                ])
        if decided.status == 200 { record.add(decided.document) }
        reviewer.next()
    }

    /// Holds what the ledger keeps of each case against its leaves, and every answer against the log.
    private func compare(_ record: QueueRecord, _ configuration: GatewayConfiguration) async throws {
        let root = try GatewayRoot(
            configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            load: ShippedRules.load)
        defer { root.ledger.close() }
        let lives = try await root.ledger.caseLives(ReviewQuery(limit: 1_000), tenant: "default")
        var words: [String: [String]] = [:]
        let stored = try await root.ledger.leaves(
            of: "default", matching: LeafQuery(types: [.reviewDecision]), limit: 10_000, isOpened: true
        ).leaves
        for leaf in stored {
            guard case .opened(let openings, _) = leaf.openings else { continue }
            let members = Dictionary(openings.map { ($0.name, $0.value) }) { first, _ in first }
            guard let id = members["case"]?.string, let word = members["decision"]?.string else { continue }
            words[id, default: []].append(word)
        }
        #expect(!lives.isEmpty && !words.isEmpty)
        for life in lives {
            let told = words[life.opened.token.text] ?? []
            let isDecided = told.contains("release") || told.contains("confirmed")
            switch life.stage {
            case .waiting: #expect(!isDecided, "\(life.opened.token): \(told)")
            case .proposed: #expect(told.contains("release") && !told.contains("confirmed"), "\(told)")
            case .final: #expect(isDecided, "\(life.opened.token): \(told)")
            case .superseded: break
            }
            #expect((life.contestedIn != nil) == told.contains("contested"), "\(told)")
        }
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let key = try GatewayRoot.verifierKey(configuration, tenant: "default", year: year)
        let ids = Set(stored.map(\.id))
        for receipt in record.receipts {
            _ = try receipt.verified(body: nil, by: key, digester: SodiumDigester(), with: SodiumVerifier())
            guard let leaf = try? Leaf(bytes: receipt.leaf), leaf.type == .reviewDecision else { continue }
            #expect(ids.contains(leaf.id), "an answered step is not in the log")
        }
    }
}

/// Somebody who reviews; after each case somebody new, because a contested case goes to nobody who decided it.
///
/// WHY unchecked: one task at a time works for a reviewer.
private final class Reviewer: @unchecked Sendable {
    private let first: String
    private var turn = 0
    /// The case that was given, with its lease.
    var held: JSONValue?

    init(_ first: String) { self.first = first }

    var name: String { "\(first)-\(turn)" }

    func next() {
        held = nil
        turn += 1
    }
}

/// What clients were answered.
private final class QueueRecord: Sendable {
    private struct State {
        var documents: [JSONValue] = []
        var unreleased = 0
    }

    // Guarded by the mutex.
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.documents.count } }
    var unreleased: Int { state.withLock { $0.unreleased } }
    var receipts: [Receipt] {
        state.withLock { $0.documents }.compactMap { $0["receipt"].flatMap(Receipt.init(json:)) }
    }

    func add(_ document: JSONValue) { state.withLock { $0.documents.append(document) } }
    func countUnreleased() { state.withLock { $0.unreleased += 1 } }

    /// Waits until some more steps were answered, however slow the machine; at most 20 seconds.
    func wait(forMore more: Int) async {
        let before = count
        for _ in 0..<400 where count < before + more { try? await Task.sleep(for: .milliseconds(50)) }
    }
}
