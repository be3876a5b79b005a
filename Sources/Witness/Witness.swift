// A witness: a small server with a key of its own, run by the other party, that cosigns only checkpoints consistent with
// what it saw before (C2SP tlog-witness). Read this file first, then:
//
// - `Cosigning/`  `CosigningWitness` decides, keeps, and only then answers; `WitnessFolder` is what it keeps
// - `Serving/`    the two paths over HTTP, `WitnessService` that runs them
//
// The decision itself is `WitnessDecision` in `AuditTrail`, a pure function. A witness knows no customers: it sees sizes,
// hashes and signatures.
