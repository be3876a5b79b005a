import AuditTrail
import Conversations
import Foundation
import Ledger
import Logging
import Testing

@testable import Gateway

@Suite("Changes that the log tells of")
struct ChangeTests {
    private let recorded = GatewayState(
        configuration: [1], mappings: ["tickets": [2], "crm": [3]], rules: [4])

    @Test("what is as recorded is not recorded again")
    func unchanged() { #expect(recorded.changes(since: recorded).isEmpty) }

    @Test("a new log tells of the configuration, of every source and of the rules")
    func first() {
        #expect(
            recorded.changes(since: .unrecorded) == [
                .configuration(.added, digest: [1]), .source("crm", .added, mapping: [3]),
                .source("tickets", .added, mapping: [2]), .policy,
            ])
    }

    @Test("a source that was added, remapped or removed is told of by name")
    func sources() {
        var current = recorded
        current.mappings = ["tickets": [9], "chat": [5]]
        #expect(
            current.changes(since: recorded) == [
                .source("chat", .added, mapping: [5]), .source("crm", .removed, mapping: nil),
                .source("tickets", .changed, mapping: [9]),
            ])
    }

    @Test("the second start records only what was changed between the two")
    func starts() async throws {
        let bench = try DemoBench()
        try await bench.root.recordStart()
        #expect(try await count(bench.root, .source) == 4)
        #expect(try await count(bench.root, .configuration) == 1)
        #expect(try await count(bench.root, .policy) == 1)
        bench.root.ledger.close()

        let text = try String(contentsOfFile: bench.folder.configurationPath, encoding: .utf8)
        try text.replacingOccurrences(of: "interactions_max: 2000", with: "interactions_max: 1999")
            .write(toFile: bench.folder.configurationPath, atomically: true, encoding: .utf8)
        let second = try GatewayRoot(
            try GatewayConfiguration(path: bench.folder.configurationPath), logger: Logger(label: "test"),
            load: ShippedRules.load)
        defer { second.ledger.close() }
        try await second.recordStart()
        #expect(try await count(second, .start) == 2)
        #expect(try await count(second, .source) == 4)
        #expect(try await count(second, .configuration) == 2)
        #expect(try await count(second, .policy) == 1)
    }

    private func count(_ root: GatewayRoot, _ type: LeafType) async throws -> Int {
        try await root.ledger.leaves(of: "default", matching: LeafQuery(types: [type])).leaves.count
    }
}
