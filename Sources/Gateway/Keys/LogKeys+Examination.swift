import AuditTrail
import Conversations
import Ledger
import Sodium

/// What `throughline doctor` says of the log's keys.
extension LogKeys {
    /// One finding for where the keys are held and one for each log that knows them.
    ///
    /// - Parameter configuration: the gateway to look at; nothing is changed and no signer's seat is taken.
    /// - Returns: at least one finding.
    static func examine(_ configuration: GatewayConfiguration) -> [ExaminationFinding] {
        let held: [[UInt8]]
        do { held = try publicKeys(configuration) } catch LogKeyProblem.readOnce(let number) {
            return [
                finding(false, "the key comes from descriptor \(number) at the start; nothing to look at now")
            ]
        } catch {
            return [finding(true, "\(error)")]
        }
        var findings = [finding(false, place(configuration, count: held.count))]
        do {
            for logged in try SQLiteLedger.keyHistories(in: configuration.ledger) where logged.isNewest {
                findings.append(look(at: logged.history, held))
            }
        } catch {
            findings.append(finding(true, "\(error)"))
        }
        return findings
    }

    private static func look(at history: KeyHistory, _ held: [[UInt8]]) -> ExaminationFinding {
        do {
            let changes = try history.changes(toward: held, digester: SodiumDigester())
            guard changes.isEmpty else {
                let waiting = changes.map { "\($0.action.rawValue) \($0.key)" }.joined(separator: ", ")
                return finding(
                    false,
                    "\(history.name) has yet to say: \(waiting); send SIGHUP to the gateway or start it")
            }
            let standings = held.compactMap { history.standing(of: $0)?.rawValue }.joined(separator: " and ")
            return finding(false, "\(history.name) names every key held (\(standings))")
        } catch {
            let refusal = LedgerRefusal.key(
                log: history.name, error,
                held: held.compactMap {
                    VerifierKey(name: history.name, publicKey: $0, digester: SodiumDigester())?.description
                })
            return finding(true, "\(refusal)")
        }
    }

    private static func place(_ configuration: GatewayConfiguration, count: Int) -> String {
        let overlap = count > 1 ? ", two keys overlap: end it with `throughline keys retire`" : ""
        switch configuration.logSigner {
        case .files: return "held in a file of mode 0600 of this user\(overlap)"
        case .descriptor: return "read from a descriptor\(overlap)"
        case .socket(let path, _): return "held by the signer at \(path)\(overlap)"
        }
    }

    private static func finding(_ isFault: Bool, _ message: String) -> ExaminationFinding {
        ExaminationFinding(part: "log key", isFault: isFault, message: message)
    }
}
