import Briefing
import Conversations
import Foundation
import Ledger
import RuleFiles

/// What `throughline doctor` found of one part.
public struct ExaminationFinding: Hashable, Sendable {
    /// The part: configuration, rules, keys, a source, ledger.
    public let part: String
    /// Whether it would keep the gateway from serving.
    public let isFault: Bool
    /// What was expected, found, and what to do; never customer data or a secret.
    public let message: String
}

extension GatewayRoot {
    /// Looks at every part without changing any.
    ///
    /// - Parameter configuration: the gateway to look at.
    /// - Returns: one finding a part, in the order of the way of a request.
    public static func examine(_ configuration: GatewayConfiguration) async -> [ExaminationFinding] {
        var findings = [
            ExaminationFinding(
                part: "configuration", isFault: false,
                message:
                    "\(configuration.mode.rawValue) mode, tenants \(configuration.tenants.map(\.text).joined(separator: ", "))"
            )
        ]
        findings.append(
            await look("rules") { "policy \(try rulebook(configuration).policyName)" })
        findings.append(
            await look("keys") {
                _ = try GatewayKeys(directory: configuration.keys)
                return "the key of pseudonyms is readable by this user alone"
            })
        findings += LogKeys.examine(configuration)
        findings.append(await look("tokens") { try await lookAtTokens(configuration) })
        findings.append(await look("sealing") { try lookAtSealing(configuration) })
        do {
            for source in try sources(configuration) {
                for finding in await source.probe() {
                    findings.append(
                        ExaminationFinding(
                            part: "source \(source.descriptor.id)", isFault: finding.isFault,
                            message: finding.message))
                }
            }
        } catch {
            findings.append(ExaminationFinding(part: "sources", isFault: true, message: "\(error)"))
        }
        findings.append(await lookAtLedger(configuration))
        findings += lookAtTimeStamps(configuration)
        findings.append(lookAtWitnesses(configuration))
        findings.append(lookAtDuty(configuration, at: SystemClock().now()))
        findings.append(lookAtReviews(configuration))
        return findings
    }

    private static func look(
        _ part: String, _ examine: () async throws -> String
    ) async -> ExaminationFinding {
        do {
            return ExaminationFinding(part: part, isFault: false, message: try await examine())
        } catch {
            return ExaminationFinding(part: part, isFault: true, message: "\(error)")
        }
    }

    private static func lookAtLedger(_ configuration: GatewayConfiguration) async -> ExaminationFinding {
        guard FileManager.default.fileExists(atPath: configuration.ledger + "/ledger.sqlite") else {
            return ExaminationFinding(
                part: "ledger", isFault: false,
                message: "no ledger yet; the first start makes one in \(configuration.ledger)")
        }
        do {
            let ledger = try openLedger(configuration, keys: try GatewayKeys(directory: configuration.keys))
            defer { ledger.close() }
            return ExaminationFinding(
                part: "ledger", isFault: false, message: "opens, and its log extends the last checkpoint")
        } catch {
            return ExaminationFinding(part: "ledger", isFault: true, message: "\(error)")
        }
    }
}
