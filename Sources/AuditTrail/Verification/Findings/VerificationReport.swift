public import Conversations

/// What a verification of a whole log found.
public struct VerificationReport: Hashable, Sendable {
    /// The key that the log was verified with.
    public let key: VerifierKey
    /// The checkpoint that everything was held against; `nil` when it was not believed.
    public let checkpoint: Checkpoint?
    /// What the log says it continues: the last checkpoint of the year before.
    public let previous: Checkpoint?
    /// Whether that was held against the log of the year before.
    public let isChained: Bool
    /// How many leaves were read and hashed; 0 where only hashes are shown.
    public let leavesRead: Int
    /// How many leaf hashes the tree was rebuilt from.
    public let hashesRead: Int
    /// When the first leaf was written, as the gateway claims.
    public let firstTime: Timestamp?
    /// When the last leaf was written, as the gateway claims.
    public let lastTime: Timestamp?
    /// How many leaves each caller has, by opaque id, in order of ids.
    public let callers: [CallerCount]
    /// How many leaves of each type there are, in order of names.
    public let types: [TypeCount]
    /// Every key that the log names as its own, in order, with the leaves that named and ended it.
    public let namedKeys: [KeyHistory.NamedKey]
    /// Who cosigned, when a policy was given.
    public let cosigning: Cosigning?
    /// Signature lines of the checkpoint by nobody that is known: other witnesses, other keys.
    public let unknownSignatureCount: Int
    /// What time stamps say.
    public let stamps: Stamps
    /// What is wrong, in the order found; at most ``LogVerifier/problemsMax``.
    public let problems: [VerificationProblem]
    /// Whether files could be listed; where not, an extra file goes unseen.
    public let areFilesListed: Bool
    /// How the year ended, for the verification of the next one.
    public let yearEnd: YearEnd?

    /// Whether nothing is wrong with what was read.
    public var isSound: Bool { problems.isEmpty && checkpoint != nil }
    /// Whether every leaf was read, and not their hashes alone.
    public var areLeavesRead: Bool { leavesRead == checkpoint?.size }

    /// How many leaves one caller has in a log.
    public struct CallerCount: Hashable, Sendable {
        /// The opaque id.
        public let caller: ULID
        /// The first counter seen.
        public let first: Int64
        /// The last counter seen.
        public let last: Int64
    }

    /// How many leaves of one type a log has.
    public struct TypeCount: Hashable, Sendable {
        /// The type.
        public let type: LeafType
        /// How many.
        public let count: Int
    }

    /// Who cosigned the checkpoint, of those that a policy names.
    public struct Cosigning: Hashable, Sendable {
        /// One witness of the policy.
        public struct Row: Hashable, Sendable {
            /// Its name in the policy.
            public let witness: WitnessPolicy.Name
            /// The name of its key.
            public let key: String
            /// When it cosigned by its own clock, `nil` when it did not.
            public let time: Timestamp?
        }

        /// Every witness in the order of the policy.
        public let rows: [Row]
        /// Lines of these witnesses that do not verify: forged or damaged.
        public let faults: [NoteFault]
        /// How many signature lines are theirs, good or bad.
        public let lineCount: Int
        /// Whether those that cosigned are enough.
        public let isQuorumMet: Bool
    }

    /// What time stamps beside a log say.
    public struct Stamps: Hashable, Sendable {
        /// How many there are.
        public let count: Int
        /// How many tokens were believed; 0 when no authority was given.
        public let verifiedCount: Int
        /// The time of the first stamp that was believed.
        public let firstTime: Timestamp?
        /// The time of the last stamp that was believed.
        public let lastTime: Timestamp?
        /// How many leaves from the start a believed stamp is over: their times have an upper bound.
        public let boundedSize: Int
    }
}
