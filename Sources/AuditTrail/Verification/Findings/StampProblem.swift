public import Conversations

/// What is wrong with a time stamp beside a log, or with a leaf that it bounds.
public enum StampProblem: Hashable, Sendable {
    /// A stamped checkpoint without its token, or a token without its checkpoint.
    case unpaired
    /// The stamped checkpoint or its token is not believed.
    case fault(StampedCheckpointFault)
    /// The stamped checkpoint is of other leaves than the log's.
    case root
    /// A leaf's claimed time lies outside what stamps before and after it allow.
    case outsideBounds(claim: Timestamp, LeafTimeBounds)
    /// More stamps than are kept; the most that are.
    case tooMany(Int)

    /// What is wrong, in words.
    var text: String {
        switch self {
        case .unpaired: "expected a stamped checkpoint and its token side by side, found one of the two"
        case .fault(.checkpoint(let fault)): "the stamped checkpoint: \(fault.text)"
        case .fault(.otherSize(let expected, let found)):
            "expected a checkpoint of \(expected) leaves by its file's name, found one of \(found)"
        case .fault(.stamp(let fault)): "\(fault)"
        case .root: "the stamped checkpoint is of other leaves than the log's"
        case .outsideBounds(let claim, let bounds):
            "claims \(claim), which is outside what time stamps allow: "
                + [bounds.earliest.map { "not before \($0)" }, bounds.latest.map { "not after \($0)" }]
                .compactMap { $0 }.joined(separator: ", ")
        case .tooMany(let most): "expected at most \(most) time stamps, found more"
        }
    }
}
