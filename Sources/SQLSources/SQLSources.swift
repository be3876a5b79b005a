// Reads histories out of SQL stores that other systems own. Read these first:
//
// - `Mapping/SourceMapping.swift`  one YAML file a store: its queries, and what each column means in our
//   words
// - `Reading/SQLiteSource.swift`   the source itself: read-only, re-checked, within bounds
// - `Reading/StoreWorker.swift`    one thread and one connection a store, deadlines, the circuit breaker
//
// WHY: no line here knows a schema. A new store is a new mapping file, and a wrong mapping is named by file
// and line.
