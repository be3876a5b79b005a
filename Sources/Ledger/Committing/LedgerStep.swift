import DurableFiles

/// A moment of a commit at which a test may make the ledger fail or the process die.
package enum LedgerStep: String, CaseIterable, Hashable, Sendable {
    /// Before the transaction begins.
    case beforeBegin = "before_begin"
    /// A leaf and its changes are written within the transaction.
    case afterStage = "after_stage"
    /// Everything is written and signed, nothing is durable.
    case beforeCommit = "before_commit"
    /// Durable, and nobody was answered.
    case afterCommit = "after_commit"
    /// Before the temporary file of a checkpoint is made.
    case beforeCheckpointFile = "before_checkpoint_file"
    /// The temporary file is written and flushed.
    case beforeCheckpointRename = "before_checkpoint_rename"
    /// Renamed; the folder is not flushed yet.
    case afterCheckpointRename = "after_checkpoint_rename"

    /// The step of a checkpoint's file, `nil` where nothing is injected.
    init?(ofFile step: DurableFile.Step) {
        switch step {
        case .beforeOpen: self = .beforeCheckpointFile
        case .beforeRename: self = .beforeCheckpointRename
        case .beforeFolderFlush: self = .afterCheckpointRename
        case .beforeWrite, .beforeFlush, .afterFolderFlush: return nil
        }
    }
}

/// What happens at a step: nothing in production; tests throw, stop or kill there.
package struct LedgerFaults: Sendable {
    /// Called at every step; what it throws counts as a failure of the disk.
    package let at: @Sendable (LedgerStep) throws -> Void
    /// Called between the steps of an erasure.
    package let atErasure: @Sendable (ErasureStep) throws -> Void

    /// Takes what happens.
    package init(
        at: @escaping @Sendable (LedgerStep) throws -> Void,
        atErasure: @escaping @Sendable (ErasureStep) throws -> Void = { _ in }
    ) {
        self.at = at
        self.atErasure = atErasure
    }

    /// Nothing happens.
    package static let none = LedgerFaults { _ in }
}
