// What an auditor's and a gateway's programs fetch and send over HTTP. Read this file first, then:
//
// - `Logs/`       a log's files by URL, for the verifier
// - `Witnesses/`  checkpoints to witnesses (C2SP tlog-witness)
// - `Stamps/`     checkpoints to time-stamp authorities (RFC 3161)
//
// Every answer is bounded in bytes and time; no redirect is followed.
