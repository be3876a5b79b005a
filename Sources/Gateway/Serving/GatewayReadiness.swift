import GatewayHTTP
import Ledger

/// Ready only when rules, keys, ledger and log are usable.
struct GatewayReadiness: ReadinessProbe {
    let ledger: SQLiteLedger
    let witnessing: Witnessing?

    /// Rules and keys were loaded or the gateway would not run; the ledger speaks for itself and for its log.
    func readiness() async -> [ReadinessPart: ReadinessState] {
        let isUsable = await ledger.isUsable() == .usable
        return [
            .rules: .ready, .keys: .ready, .ledger: isUsable ? .ready : .failed,
            .log: isUsable ? .ready : .failed, .witnesses: witnessing?.readiness ?? .ready,
        ]
    }
}
