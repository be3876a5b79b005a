import AuditTrail
import Conversations
import Ledger
import Logging
import ServiceLifecycle

/// Has the newest checkpoint of every log stamped at intervals, outside the way of requests.
///
/// Whatever the authority does, commits go on: nothing here holds anything that they need. People hear once when a leaf
/// waits longer for a stamp than it may, once when a stamp is refused, and once when all is well again.
struct StampService: Service {
    let tenants: [TenantID]
    let stamper: Stamper
    let health: StampHealth
    let clock: any WallClock
    let interval: Duration
    let lagMinutesMax: Int
    let logger: Logger

    /// After a failure the next try comes no later than this.
    static let retry: Duration = .seconds(60)
    /// Two clocks that differ by more are worth a line.
    static let clockDifferenceMillisecondsMax: Int64 = 60_000

    /// What one run knows.
    struct State {
        var progress = StampProgress()
        var alarm: StampAlarm
        /// What the last line said, so that a lasting failure is told once.
        var lastFailure: StampFailure?
        var isClockDifferenceTold = false
    }

    var beginning: State { State(alarm: StampAlarm(lagMinutesMax: lagMinutesMax)) }

    func run() async throws {
        await inRounds(from: beginning) { state in
            await round(&state) ? interval : min(interval, Self.retry)
        }
    }

    /// Looks at every log once.
    ///
    /// - Returns: whether every log that was due got its stamp and its leaf.
    func round(_ state: inout State) async -> Bool {
        var failure: StampFailure?
        var oldest: Timestamp?
        for log in await logs() {
            do {
                // WHY: an authority that is away is away for every log; the others wait for the next round.
                try await stampIfDue(log, &state, isAuthorityAway: failure?.isAuthorityAway ?? false)
            } catch {
                health.count(error.outcome)
                failure = failure ?? error
            }
            let waiting = await firstUnstampedTime(of: log, state.progress)
            oldest = [oldest, waiting].compactMap { $0 }.min()
        }
        guard !Task.isCancelled else { return false }
        tell(failure, &state)
        let lag = oldest.map { clock.now().milliseconds - $0.milliseconds } ?? 0
        tell(state.alarm.update(lagMilliseconds: lag), failure)
        health.note(oldestUnstamped: oldest, isAlarmed: state.alarm.isRaised)
        return failure == nil
    }

    // MARK: - One log

    private func logs() async -> [StampedLog] {
        var logs: [StampedLog] = []
        for tenant in tenants {
            let years = (try? await stamper.ledger.years(of: tenant)) ?? []
            logs += years.map { StampedLog(tenant: tenant, year: $0) }
        }
        return logs
    }

    private func stampIfDue(
        _ log: StampedLog, _ state: inout State, isAuthorityAway: Bool
    ) async throws(StampFailure) {
        try await resume(log, &state.progress)
        if let kept = state.progress.unnamed(log) { try await name(kept, &state) }
        guard !isAuthorityAway, let (checkpoint, size) = try await newest(log),
            state.progress.isDue(log, size: size)
        else { return }
        let kept = try await stamper.stamp(checkpoint, size: size, of: log)
        state.progress.kept(kept)
        health.count(.kept)
        tellClockDifference(of: kept, &state)
        try await name(kept, &state)
    }

    private func name(_ kept: KeptStamp, _ state: inout State) async throws(StampFailure) {
        state.progress.named(kept, at: try await stamper.name(kept))
    }

    private func newest(_ log: StampedLog) async throws(StampFailure) -> (checkpoint: [UInt8], size: Int)? {
        let text: String?
        do {
            text = try await stamper.ledger.latestCheckpoint(of: log.tenant, year: log.year)
        } catch {
            throw .log(error)
        }
        guard let bytes = text.map({ Array($0.utf8) }), let note = try? SignedNote(parsing: bytes),
            let checkpoint = Checkpoint(text: note.text)
        else { return nil }
        return (bytes, checkpoint.size)
    }

    /// When the oldest leaf that no stamp covers was written, as we claim.
    private func firstUnstampedTime(of log: StampedLog, _ progress: StampProgress) async -> Timestamp? {
        guard let size = try? await newest(log)?.size, let index = progress.firstUnstamped(log, size: size)
        else { return nil }
        let before =
            index == 0
            ? LeafCursor(year: log.year - 1, index: .max) : LeafCursor(year: log.year, index: index - 1)
        let page = try? await stamper.ledger.leaves(of: log.tenant, after: before, limit: 1)
        return page?.leaves.first.flatMap { try? Leaf(bytes: $0.bytes) }?.time
    }

    // MARK: - Telling people

    private func tell(_ failure: StampFailure?, _ state: inout State) {
        guard failure != state.lastFailure else { return }
        state.lastFailure = failure
        guard let failure else { return }
        logger.error("a checkpoint was not stamped", metadata: ["why": "\(failure)"])
    }

    private func tell(_ change: StampAlarm.Change?, _ failure: StampFailure?) {
        switch change {
        case .raised(let lagMinutes):
            logger.critical(
                "leaves wait too long for a time stamp; answers go on",
                metadata: [
                    "lag_minutes": "\(lagMinutes)", "lag_minutes_max": "\(lagMinutesMax)",
                    "why": "\(failure.map { "\($0)" } ?? "unknown")",
                ])
        case .cleared: logger.notice("checkpoints are stamped again")
        case nil: break
        }
    }

    private func tellClockDifference(of kept: KeptStamp, _ state: inout State) {
        let difference = kept.stamp.time.milliseconds - clock.now().milliseconds
        health.note(clockDifferenceMilliseconds: difference)
        let isFar = abs(difference) > Self.clockDifferenceMillisecondsMax
        defer { state.isClockDifferenceTold = isFar }
        guard isFar, !state.isClockDifferenceTold else { return }
        logger.error(
            "the time-stamp authority's clock and ours differ; the stamp is kept",
            metadata: ["seconds": "\(difference / 1_000)"])
    }
}

extension StampFailure {
    fileprivate var isAuthorityAway: Bool {
        if case .authority = self { true } else { false }
    }
}
