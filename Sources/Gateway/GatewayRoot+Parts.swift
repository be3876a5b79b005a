public import AuditTrail
import Briefing
public import Conversations
import FieldPolicy
import Foundation
import Identity
import Logging
import PhoneNumbering
import RuleFiles
import SQLSources
import Sodium

/// Each part that the root wires, made from the configuration alone.
extension GatewayRoot {
    /// The version that start leaves name.
    public static let version = "0.1.0"

    /// Loads and compiles all rules; in production only with both signatures.
    ///
    /// - Throws: ``RuleFileProblems`` with every fault.
    static func rulebook(_ configuration: GatewayConfiguration) throws -> Rulebook {
        let folder = try RuleFolder(directory: configuration.rules)
        if let signers = configuration.signers, configuration.mode == .production {
            try RuleSignatures.demand(
                signers, directory: configuration.rules, rules: folder,
                mappings: try configuration.mappings.map(mappingFile))
        }
        return try Rulebook(folder: folder, digester: SodiumDigester(), phoneNumbers: LibraryPhoneNumbers())
    }

    /// The stores, each with its mapping.
    ///
    /// - Throws: ``RuleFileProblems`` or ``RuleFileProblem`` naming file, line and reason.
    public static func sources(_ configuration: GatewayConfiguration) throws -> [any HistorySource] {
        let rulebook = try rulebook(configuration)
        return try sources(configuration, rulebook: rulebook) { rulebook.identity }
    }

    /// The same; `identity` gives the rules in force, so that a reload reaches what sources normalise. Mappings are read
    /// once, and which classes they may name.
    static func sources(
        _ configuration: GatewayConfiguration, rulebook: Rulebook, logger: Logger? = nil,
        identity: @escaping @Sendable () -> IdentityRules
    ) throws -> [any HistorySource] {
        let known = Set(rulebook.policy.classes.map(\.fieldClass))
        return try configuration.mappings.map { path in
            let mapping = try SourceMapping(file: try mappingFile(path), knownClasses: known)
            return SQLiteSource(
                mapping: mapping, directory: configuration.stores,
                normalise: { identity().normalise($0) },
                onMisfit: { problem in
                    // WHY the place alone: what was found there may be anybody's.
                    logger?.error(
                        "a row does not fit the mapping, so the history that it belongs to is not shown",
                        metadata: [
                            "source": .string(mapping.source.text),
                            "at": .string("\(problem.file):\(problem.line)"),
                        ])
                })
        }
    }

    static func mappingFile(_ path: String) throws -> RuleFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RuleFileProblem(file: path, line: 0, message: "expected a mapping file, found none")
        }
        return try RuleFile(path: URL(fileURLWithPath: path).lastPathComponent, bytes: Array(data))
    }

    /// The key that auditors verify a year's log with; the older one while two overlap.
    ///
    /// - Throws: ``KeyFileProblem`` when the key cannot be read.
    public static func verifierKey(
        _ configuration: GatewayConfiguration, tenant: TenantID, year: Int
    ) throws -> VerifierKey {
        guard let verifier = try verifierKeys(configuration, tenant: tenant, year: year).first else {
            throw RuleFileProblem(
                file: "configuration", line: 0, message: "log_host and tenant make no log name")
        }
        return verifier
    }
}
