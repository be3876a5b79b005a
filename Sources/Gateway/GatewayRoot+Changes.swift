import AuditTrail
import Briefing
import Conversations
import Foundation
import Ledger
import RuleFiles
import Sodium

/// What the gateway writes into the log about itself.
extension GatewayRoot {
    /// Records that it starts, then every part that is not as the log last told of it.
    ///
    /// - Throws: ``LedgerFailure`` or ``RuleFileProblem``; nothing is served then.
    func recordStart() async throws {
        try await record(
            .start, publicMembers: ["version": Self.version],
            committed: ["configuration": .string(Base64URL.encode(configuration.digest))])
        let current = try currentState()
        for tenant in configuration.tenants {
            for change in current.changes(since: try await ledger.recordedState(of: tenant)) {
                try await record(change, tenant: tenant)
            }
        }
    }

    /// Records that rules were loaded which are about to be in force.
    func recordPolicy(_ rulebook: Rulebook) async throws {
        try await record(.policy, rulebook: rulebook, committed: ["files": Self.files(of: rulebook)])
    }

    private func currentState() throws -> GatewayState {
        let digester = SodiumDigester()
        let mappings = try zip(summaries.sources.sources, configuration.mappings).map { source, path in
            (source.descriptor.id, digester.sha256(try Self.mappingFile(path).bytes))
        }
        return GatewayState(
            configuration: configuration.digest, mappings: Dictionary(mappings) { $1 },
            rules: rulebooks.current.digest)
    }

    private func record(_ change: GatewayChange, tenant: TenantID) async throws {
        switch change {
        case .configuration(let action, let digest):
            try await record(
                .configuration,
                committed: ["action": .string(action.rawValue), "digest": .string(Base64URL.encode(digest))],
                tenants: [tenant])
        case .source(let source, let action, let mapping):
            try await record(
                .source,
                committed: [
                    "action": .string(action.rawValue), "source": .string(source.text),
                    "mapping": JSONValue(mapping.map { Base64URL.encode($0) }),
                ], tenants: [tenant])
        case .policy:
            try await record(
                .policy, committed: ["files": Self.files(of: rulebooks.current)], tenants: [tenant])
        }
    }

    /// `[[path, hex SHA-256], …]`: with it whoever holds the files can tell that these were the rules.
    private static func files(of rulebook: Rulebook) -> JSONValue {
        .array(rulebook.files.map { [.string($0.path), .string(hex($0.digest))] })
    }

    /// Appends a leaf about the gateway itself to the logs of some tenants; all of them when none are named.
    func record(
        _ type: LeafType, publicMembers: [String: String] = [:], rulebook: Rulebook? = nil,
        committed: [String: JSONValue] = [:], tenants: [TenantID]? = nil
    ) async throws {
        let rulebook = rulebook ?? rulebooks.current
        for tenant in tenants ?? configuration.tenants {
            let draft = try LeafDraft(
                type: type,
                caller: LeafCaller(tenant: tenant, subject: "throughline", client: "throughline"),
                policy: rulebook.policyName, rulesDigest: rulebook.digest, publicMembers: publicMembers,
                committed: committed, seed: try SodiumRandom().bytes(32))
            _ = try await ledger.commit(draft, [], sealed: nil)
        }
    }
}
