public import Briefing
public import Conversations
import Identity

extension GatewayRoot {
    /// Why a customer's records could not be exported.
    public enum ExportFailure: Error, Equatable, CustomStringConvertible {
        /// Nobody, or more than one, goes by the key.
        case notFound
        /// A store could not be asked; its name.
        case unavailable(SourceID)

        /// One line, without customer data.
        public var description: String {
            switch self {
            case .notFound: "no such customer in the stores"
            case .unavailable(let source): "\(source): could not be read"
            }
        }
    }

    /// Reads what the stores hold of one customer, as mappings map it, for a check of summaries without the gateway.
    ///
    /// It reads with the stores' own credentials and asks no gateway, so it leaves no leaf: whoever may run it may read
    /// the stores anyway.
    ///
    /// - Parameters:
    ///   - configuration: names mappings, stores, rules and bounds.
    ///   - tenant: whose stores.
    ///   - key: how the stores name the customer.
    ///   - now: the present moment.
    /// - Returns: everything that was read.
    /// - Throws: ``ExportFailure``; `RuleFileProblems` when a mapping does not fit.
    public static func sourceExport(
        _ configuration: GatewayConfiguration, tenant: TenantID, of key: PersonKey, at now: Timestamp
    ) async throws -> SourceExport {
        let rulebook = try rulebook(configuration)
        let all = Sources(
            sources: try sources(configuration, rulebook: rulebook) { rulebook.identity },
            bounds: configuration.limits.readBounds)
        let sources = all.of(tenant)
        let found = await CustomerSearch(rules: rulebook.identity, sources: sources.sources)
            .resolve(key, within: sources.bounds)
        if let gap = found.gaps.keys.min() { throw ExportFailure.unavailable(gap) }
        guard case .found(let customer) = found.outcome else { throw ExportFailure.notFound }
        let timeline = await sources.history(of: customer.persons.map { $0.reference }.sorted(), at: now)
        for line in timeline.coverage {
            if case .unavailable = line.state { throw ExportFailure.unavailable(line.source) }
        }
        let staff = await sources.staff(of: timeline)
        if let gap = staff.gaps.min() { throw ExportFailure.unavailable(gap) }
        return SourceExport(at: now, timeline: timeline, staff: staff.known)
    }
}
