// What an auditor's and a gateway's programs fetch and send over HTTP. Read this file first, then:
//
// - `Exchanges/`  one request and its whole answer, which all of them use
// - `Logs/`       a log's files by URL, for the verifier
// - `Witnesses/`  checkpoints to witnesses (C2SP tlog-witness)
// - `Stamps/`     checkpoints to time-stamp authorities (RFC 3161)
// - `Reports/`    lines and events to somebody outside
//
// Every answer is bounded in bytes and time; no redirect is followed.
