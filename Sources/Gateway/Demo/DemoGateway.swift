import Briefing
public import Conversations
import FieldPolicy
import Identity
import Logging
import ServiceLifecycle

/// A gateway in this process, for the demo and for tests that want a real one.
public struct DemoGateway: Sendable {
    private let root: GatewayRoot

    /// Builds every part from a configuration.
    ///
    /// - Throws: whatever keeps the gateway from serving.
    public init(_ configuration: GatewayConfiguration) throws {
        var logger = Logger(label: "throughline")
        logger.logLevel = .error
        root = try GatewayRoot(configuration, logger: logger)
    }

    /// Serves on a free port while a visit lasts, then drains and stops.
    ///
    /// - Parameter visit: gets the gateway's URL.
    /// - Throws: whatever keeps the gateway from serving, or the visit's own error.
    public func serve(_ visit: @escaping @Sendable (String) async throws -> Void) async throws {
        let (urls, listening) = AsyncStream<String>.makeStream()
        let services = try await root.services(onListening: { url in
            listening.yield(url)
            listening.finish()
        })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { listening.finish() }
                try await root.run(services)
            }
            group.addTask {
                for await url in urls {
                    do { try await visit(url) } catch {
                        await services.triggerGracefulShutdown()
                        throw error
                    }
                }
                await services.triggerGracefulShutdown()
            }
            try await group.waitForAll()
        }
    }

    /// Writes the log as it stands to a folder.
    ///
    /// - Returns: how many leaves it holds.
    /// - Throws: whatever keeps the folder from being written.
    public func exportLog(tenant: TenantID, year: Int, to directory: String) async throws -> Int {
        try await GatewayRoot.export(root.ledger, tenant: tenant, year: year, to: directory)
    }

    /// Every value of the customers' own records that the policy withholds from a caller, for checks that look for leaks.
    public func withheldValues(role: RoleID, purpose: PurposeID, keys: [PersonKey]) async throws -> [String] {
        let view = try root.rulebooks.current.policy.view(role: role, purpose: purpose)
        var values: Set<String> = []
        let sources = root.summaries.sources
        let search = CustomerSearch(rules: root.rulebooks.current.identity, sources: sources.sources)
        for key in keys {
            guard case .found(let customer) = await search.resolve(key, within: sources.bounds).outcome else {
                continue
            }
            for person in customer.persons {
                let hidden = person.fields.filter { view.decision(for: $0.fieldClass).treatment != .show }
                values.formUnion(hidden.map(\.value))
            }
        }
        return values.sorted()
    }
}
