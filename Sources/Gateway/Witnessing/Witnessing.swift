import AuditHTTP
import AuditTrail
import Conversations
import Ledger
import Logging
import ServiceLifecycle
import Sodium

/// Brings every new checkpoint to the witnesses of the policy, keeps what they cosign, and knows how far behind they are.
///
/// One loop observes the logs, keeps and publishes; one worker a witness submits. Nothing here ever stands in the way of a
/// request: a request reads the lag and goes on.
struct Witnessing: Service {
    /// How long the loops pause, in milliseconds.
    static let pollMilliseconds = 250
    /// How long a stop waits for the last cosignatures, in milliseconds.
    private static let settlingMilliseconds = 5_000

    let demand: WitnessDemand
    let board: WitnessBoard
    let ledger: SQLiteLedger
    let kept: WitnessedCheckpoints
    let tenants: [TenantID]
    let clock: any WallClock
    let alarms: WitnessAlarms
    let pollMilliseconds: Int

    init(
        _ demand: WitnessDemand, ledger: SQLiteLedger, directory: String, tenants: [TenantID],
        clock: any WallClock, logger: Logger, pollMilliseconds: Int = Self.pollMilliseconds
    ) {
        self.demand = demand
        self.ledger = ledger
        self.tenants = tenants
        self.clock = clock
        self.pollMilliseconds = pollMilliseconds
        board = WitnessBoard(policy: demand.policy)
        kept = WitnessedCheckpoints(ledger: directory)
        alarms = WitnessAlarms(logger: logger)
    }

    /// Runs until the gateway stops.
    func run() async throws {
        let client = WitnessClient(timeoutMilliseconds: demand.timeoutMilliseconds)
        await cancelWhenGracefulShutdown { await work(with: client) { false } }
        await client.close()
    }

    /// Brings the last leaves to the witnesses before the ledger closes, or gives up soon.
    ///
    /// So that a start after a quiet weekend finds no old leaf without a quorum.
    func settle() async {
        let client = WitnessClient(timeoutMilliseconds: Self.settlingMilliseconds)
        let end = ContinuousClock.now + .milliseconds(Self.settlingMilliseconds)
        await refresh()
        await work(with: client) { board.isSettled || ContinuousClock.now > end }
        await client.close()
    }

    /// Observes and submits until it is cancelled or done.
    private func work(with client: WitnessClient, until isDone: @escaping @Sendable () -> Bool) async {
        await withTaskGroup(of: Void.self) { group in
            for witness in demand.policy.witnesses {
                let worker = WitnessWorker(
                    witness: witness, board: board, ledger: ledger, client: client, alarms: alarms,
                    pollMilliseconds: pollMilliseconds)
                group.addTask { await worker.run() }
            }
            while !Task.isCancelled, !isDone() {
                await refresh()
                do { try await Task.sleep(for: .milliseconds(pollMilliseconds)) } catch { break }
            }
            group.cancelAll()
        }
    }

    // MARK: - What requests and doors ask

    /// Whether a tenant's log is witnessed within the lag; not before it was looked at.
    func isWitnessed(_ tenant: TenantID) -> Bool {
        board.lagSeconds(of: tenant, at: clock.now()).map { $0 <= demand.lagSeconds } ?? false
    }

    /// The checkpoint that outsiders are shown: the newest that met the quorum, with its cosignatures.
    ///
    /// - Parameters:
    ///   - log: which log.
    ///   - newest: the ledger's own, which a policy without a quorum shows.
    /// - Returns: `nil` while no checkpoint has met the quorum.
    /// - Throws: `LedgerRefusal` when a kept checkpoint cannot be read.
    func publicCheckpoint(_ log: WitnessedLog, newest: String) throws -> [UInt8]? {
        guard demand.policy.quorum == nil else {
            return try kept.read(.quorum, of: log.tenant, year: log.year)
        }
        return try Self.cosigned(newest, kept: kept, log)?.bytes ?? Array(newest.utf8)
    }

    /// A checkpoint with the cosignatures that were kept for exactly its size; `nil` when there are none.
    static func cosigned(
        _ newest: String, kept: WitnessedCheckpoints, _ log: WitnessedLog
    ) throws -> SignedNote? {
        guard let bytes = try kept.read(.newest, of: log.tenant, year: log.year),
            let cosigned = try? SignedNote(parsing: bytes),
            let own = try? SignedNote(parsing: Array(newest.utf8)),
            own.text.utf8.elementsEqual(cosigned.text.utf8)
        else { return nil }
        return own.adding(cosigned.signatures.filter { !own.signatures.contains($0) })
    }
}
