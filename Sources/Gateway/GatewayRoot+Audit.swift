import AuditHTTP
import Conversations
import GatewayHTTP
import ServiceLifecycle
import Sodium

/// Who may read the log, and who is told of it.
extension GatewayRoot {
    /// What answers questions to the audit log.
    ///
    /// - Throws: when the report of reads cannot be written.
    func auditDesk(clock: any WallClock) throws -> AuditDesk {
        let random = try SodiumRandom()
        return AuditDesk(
            tenants: configuration.tenants, logHost: configuration.logHost, rulebooks: rulebooks,
            ledger: ledger, digester: SodiumDigester(), clock: clock, entropy: { random.bytes($0) },
            reports: try configuration.audit.map { try LineFile(path: $0.reportFile) },
            bodiesPerDayMax: configuration.audit?.openingsPerDay ?? 0, turns: BodyTurns(),
            publicLog: LedgerPublicLog(ledger: ledger, witnessing: witnessing), logger: logger)
    }

    /// What posts the report of reads, when the configuration names a receiver.
    func reportServices() throws -> [any Service] {
        guard let audit = configuration.audit, let url = audit.reportURL, let post = ReportPost(url: url)
        else {
            return []
        }
        let file = try LineFile(path: audit.reportFile)
        let posting = LinePosting(
            posted: PostedLines(file: file, logger: logger, health: postingHealth), post: post,
            pauseMaxMilliseconds: 60_000, logger: logger)
        return [posting]
    }
}
