// The log's key in a process of its own, under its own user. Read this list first:
//
// - `SignerState`    decides, without I/O: confirmed and pending tree of each log; sign, refuse or alarm
// - `SignerMessage`  what the two processes say to each other, strictly; `Frame` its bytes on a socket
// - `SignerStore`    the state on disk, durable before any signature leaves
// - `SignerDesk`     question in, answer out: decide, persist, sign
// - `SignerServer`   one unix socket, one client, checked by its user
// - `RemoteSigner`   the gateway's side: a `CheckpointSigner` with a deadline
