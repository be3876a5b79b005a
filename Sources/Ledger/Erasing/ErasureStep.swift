/// A moment of an erasure at which a test may make the ledger fail or the process die.
package enum ErasureStep: String, CaseIterable, Hashable, Sendable {
    /// The leaf is durable, rows of the ledger are gone; the list outside and the keys are as before.
    case afterRecord = "after_record"
    /// The line stands in the list outside; the keys are as before.
    case afterList = "after_list"
    /// The keys are destroyed; the ledger still says that it is under way.
    case afterKeys = "after_keys"
    /// No freed byte is left in the ledger's own write-ahead log.
    case afterTruncation = "after_truncation"
}
