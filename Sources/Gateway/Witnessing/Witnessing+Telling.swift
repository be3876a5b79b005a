import AuditTrail
import Conversations
import GatewayHTTP

/// What metrics and readiness tell of the witnesses.
extension Witnessing: MetricsPart {
    /// Lines for `/metrics` in the Prometheus text format: tenants of the configuration, no caller and no customer.
    func lines() -> [String] {
        let now = clock.now()
        let lags = tenants.map { tenant in
            "throughline_witness_lag_seconds{tenant=\"\(tenant)\"} "
                + (board.lagSeconds(of: tenant, at: now).map { "\($0)" } ?? "NaN")
        }
        return [
            "# HELP throughline_witness_lag_seconds Age of the oldest leaf that no quorum has cosigned.",
            "# TYPE throughline_witness_lag_seconds gauge",
        ] + lags + [
            "# HELP throughline_witness_contradictions Witnesses that hold another history than this ledger.",
            "# TYPE throughline_witness_contradictions gauge",
            "throughline_witness_contradictions \(alarms.count("contradiction "))",
        ]
    }

    /// Behind when outside callers of any tenant are held; the gateway is ready all the same.
    var readiness: ReadinessState {
        tenants.allSatisfy(isWitnessed) && alarms.count("contradiction ") == 0 ? .ready : .behind
    }
}
