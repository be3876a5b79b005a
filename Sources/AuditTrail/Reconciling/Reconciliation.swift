public import Conversations

/// One read by the gateway's service account, as the source's own access log has it.
public struct SourceRead: Hashable, Sendable {
    /// The line of the access log, from 1.
    public let line: Int
    /// When the source says it was read.
    public let at: Timestamp

    /// Joins a line and a time.
    public init(line: Int, at: Timestamp) {
        self.line = line
        self.at = at
    }
}

/// A leaf that can explain reads of a source.
public struct ReadingLeaf: Hashable, Sendable {
    /// Its place in the log.
    public let index: Int
    /// When it was written, as the gateway claims.
    public let at: Timestamp
    /// Whether reads are expected: it names the source as read. A start may read (a probe) and need not.
    public let demandsReads: Bool

    /// Joins the parts.
    public init(index: Int, at: Timestamp, demandsReads: Bool) {
        self.index = index
        self.at = at
        self.demandsReads = demandsReads
    }
}

/// Matches a source's reads against leaves: a read that no leaf explains shows.
///
/// A leaf is written after its reads: it explains reads from `beforeMilliseconds` before it to
/// `afterMilliseconds` after it (clocks differ), and at most `readsPerLeafMax` of them, so that one request does not
/// excuse any number of reads beside it. As many reads as possible are explained.
public struct Reconciliation: Hashable, Sendable {
    /// How reads and leaves fit together.
    public struct Bounds: Hashable, Sendable {
        /// How long before its leaf a read may stand, in milliseconds.
        public let beforeMilliseconds: Int64
        /// How long after its leaf a read may stand, in milliseconds.
        public let afterMilliseconds: Int64
        /// The most reads that one leaf explains, at least 1; `nil` for any number.
        public let readsPerLeafMax: Int?

        /// Joins the bounds; times are at least 0.
        public init(beforeMilliseconds: Int64, afterMilliseconds: Int64, readsPerLeafMax: Int?) {
            precondition(
                beforeMilliseconds >= 0 && afterMilliseconds >= 0 && readsPerLeafMax ?? 1 >= 1,
                "a window is not negative, and a leaf explains at least one read")
            self.beforeMilliseconds = beforeMilliseconds
            self.afterMilliseconds = afterMilliseconds
            self.readsPerLeafMax = readsPerLeafMax
        }
    }

    /// Reads that no leaf explains, in order of time and line.
    public let unexplained: [SourceRead]
    /// Leaves that name the source and explain no read, in order.
    public let silent: [ReadingLeaf]
    /// How many reads a leaf explains.
    public let explainedCount: Int

    /// Matches.
    ///
    /// - Parameters:
    ///   - reads: of one source, in any order.
    ///   - leaves: that name the source or may have read it, in any order.
    ///   - bounds: how they fit together.
    public init(reads: [SourceRead], leaves: [ReadingLeaf], bounds: Bounds) {
        let ordered = leaves.sorted { ($0.at, $0.index) < ($1.at, $1.index) }
        var used = [Int](repeating: 0, count: ordered.count)
        var missed: [SourceRead] = []
        var open: [Int] = []
        var next = 0
        for read in reads.sorted(by: { ($0.at, $0.line) < ($1.at, $1.line) }) {
            while next < ordered.count,
                ordered[next].at.milliseconds - bounds.beforeMilliseconds <= read.at.milliseconds
            {
                open.append(next)
                next += 1
            }
            // WHY the first: all windows are equally long, so the one that opened first closes first.
            open.removeAll { leaf in
                ordered[leaf].at.milliseconds + bounds.afterMilliseconds < read.at.milliseconds
            }
            let free = open.first { leaf in bounds.readsPerLeafMax.map { used[leaf] < $0 } ?? true }
            if let free { used[free] += 1 } else { missed.append(read) }
        }
        unexplained = missed
        explainedCount = reads.count - missed.count
        let isUnlimited = bounds.readsPerLeafMax == nil
        silent = ordered.indices.filter { index in
            guard ordered[index].demandsReads, used[index] == 0 else { return false }
            // WHY: without a bound the first leaf takes all reads of several; a read in a leaf's window is its own too.
            return !isUnlimited || !reads.contains { bounds.fits($0, ordered[index]) }
        }.map { ordered[$0] }
    }
}

extension Reconciliation.Bounds {
    func fits(_ read: SourceRead, _ leaf: ReadingLeaf) -> Bool {
        read.at.milliseconds >= leaf.at.milliseconds - beforeMilliseconds
            && read.at.milliseconds <= leaf.at.milliseconds + afterMilliseconds
    }
}
