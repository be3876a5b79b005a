import Detection
import FieldPolicy
import Briefing
import Conversations
import Foundation
import GRDB
import Identity

@testable import Gateway

extension DemoFolder {
    /// Changes a store before the gateway opens it.
    func edit(_ store: String, _ sql: String) throws {
        let database = try DatabaseQueue(path: storePath(store))
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }

    func storePath(_ store: String) -> String { "\(path)/stores/\(store).sqlite" }
}

extension DemoBench {
    static func request(_ email: String, purpose: PurposeID) -> SummaryRequest {
        SummaryRequest(customer: .person(.email(email)), purpose: purpose)
    }

    /// Files below the bench's folder, relative to it.
    func files() -> [String] {
        let walk = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder.path), includingPropertiesForKeys: [.isRegularFileKey])
        let urls = (walk?.allObjects as? [URL] ?? []).filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }
        return urls.map { String($0.path.dropFirst(folder.path.count + 1)) }
    }

    /// Values of the customer's own records, and personal data typed into the messages, that a role must not see.
    func hiddenValues(email: String, role: RoleID, purpose: PurposeID) async throws -> [String] {
        let rulebook = root.rulebooks.current
        let view = try rulebook.policy.view(role: role, purpose: purpose)
        let sources = root.summaries.sources.of("default")
        let search = CustomerSearch(rules: rulebook.identity, sources: sources.sources)
        guard
            case .found(let customer) = await search.resolve(.email(email), within: sources.bounds).outcome
        else { return [] }
        let timeline = await sources.history(of: customer.persons.map(\.reference), at: SystemClock().now())
        let people = timeline.persons + timeline.household
        var values = people.flatMap(\.fields).filter { view.decision(for: $0.fieldClass).treatment != .show }
            .map(\.value)
        let texts = timeline.interactions.map(\.text)
        let found = try rulebook.detector.findings(in: texts, known: [])
        for (text, findings) in zip(texts, found) {
            let bytes = Array(text.utf8)
            for finding in findings where view.decision(for: finding.fieldClass).treatment != .show {
                values.append(String(decoding: bytes[finding.range], as: UTF8.self))
            }
        }
        return Array(Set(values)).sorted()
    }
}
