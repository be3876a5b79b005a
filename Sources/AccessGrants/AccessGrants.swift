// Who may see more for some minutes, and who let them. Read this file first, then:
//
// - `AccessCase+Steps.swift`   the life of one case as a pure state machine: ask, decide, use, end, review
// - `AccessIntake.swift`       how a case begins: pending, granted by rule beforehand, or a broken glass
// - `DutyRota.swift`           who is on duty, and who stands in
// - `AccessCase+Document.swift` the case as the ledger keeps it
// - `AccessMeasure.swift`      both ways measured: shown and not needed, withheld and then asked for
//
// Nothing is read or written here, and time is an argument. The ledger takes a step in the transaction of the leaf that
// tells of it, so that two callers can never take the same one.
