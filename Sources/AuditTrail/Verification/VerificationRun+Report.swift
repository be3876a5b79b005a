import Conversations

extension VerificationRun {
    /// What the pass came to.
    func report() -> VerificationReport {
        let callers = sequence.counters.sorted { $0.key < $1.key }.map {
            VerificationReport.CallerCount(caller: $0.key, first: $0.value.first, last: $0.value.last)
        }
        let types = LeafType.allCases.compactMap { type in
            sequence.types[type].map { VerificationReport.TypeCount(type: type, count: $0) }
        }
        return VerificationReport(
            key: key, checkpoint: checkpoint, previous: sequence.previous,
            isChained: terms.yearBefore != nil && sequence.previous != nil, leavesRead: leavesRead,
            hashesRead: tiles.frontier.size, firstTime: sequence.firstTime, lastTime: sequence.lastTime,
            callers: callers, types: types.sorted { $0.type.rawValue < $1.type.rawValue },
            namedKeys: sequence.keys.keys, cosigning: cosigning,
            unknownSignatureCount: unknownSignatureCount, stamps: stamps.summary, problems: problems,
            areFilesListed: areFilesListed, yearEnd: yearEnd)
    }

    /// The end of the year as this pass knows it; `nil` when it did not get there.
    private var yearEnd: YearEnd? {
        guard let checkpoint, readsLeaves, tiles.frontier.size == checkpoint.size else { return nil }
        let counters = sequence.counters.mapValues(\.last)
        return YearEnd(
            key: key, checkpoint: checkpoint, lastID: sequence.lastID,
            counters: (terms.yearBefore?.counters ?? [:]).merging(counters) { $1 },
            isComplete: sequence.isComplete)
    }
}
