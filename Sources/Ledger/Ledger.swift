// Everything durable: leaves, openings, review cases, links, keys; SQLite through GRDB. Read this list first:
//
// - `SQLiteLedger.swift`  the face: open, commit, is it usable; beside it what reading, exporting and erasing need
// - `Opening/`    what a start checks before it believes a file: one opener, durable commits, schema, the whole tree
// - `Committing/` group commit: one writer takes what waits, stamps it, signs one checkpoint, answers after the commit
// - `Tables/`     the SQL of each table, in one place
// - `Stamps/`     checkpoints stamped by an authority outside, as files beside the database
// - `Keys/`       the file of customers' keys, apart from the ledger, and what is encrypted under them
