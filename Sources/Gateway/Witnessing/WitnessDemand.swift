import AuditTrail
import Conversations
import Foundation
import RuleFiles
import Sodium

/// What one gateway demands of witnesses: the policy and the bounds, checked.
struct WitnessDemand: Sendable {
    let policy: WitnessPolicy
    let lagSeconds: Int
    let timeoutMilliseconds: Int

    /// Reads the policy file.
    ///
    /// - Throws: ``RuleFileProblem`` naming file, line, what was expected and what was found.
    init(
        _ configuration: GatewayConfiguration.Witnesses, logKeys: [[UInt8]], digester: some Digester
    ) throws(RuleFileProblem) {
        let file = configuration.policy
        guard let data = FileManager.default.contents(atPath: file) else {
            throw RuleFileProblem(file: file, line: 0, message: "expected a witness policy, found no file")
        }
        do throws(WitnessPolicyFault) {
            policy = try WitnessPolicy(parsing: Array(data), digester: digester)
        } catch {
            throw RuleFileProblem(file: file, line: error.line, message: error.message)
        }
        for witness in policy.witnesses {
            guard let url = witness.url, url.hasPrefix("http://") || url.hasPrefix("https://") else {
                throw RuleFileProblem(
                    file: file, line: 0,
                    message: "expected the witness \(witness.name) to have an http or https URL to submit to")
            }
            guard !logKeys.contains(witness.key.publicKey) else {
                throw RuleFileProblem(
                    file: file, line: 0,
                    message: "expected the witness \(witness.name) to have a key of its own, found the log's")
            }
        }
        lagSeconds = configuration.lagSeconds
        timeoutMilliseconds = configuration.timeoutMilliseconds
    }
}
