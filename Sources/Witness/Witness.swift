// A witness: a small server with a key of its own, run by the other party, that cosigns only checkpoints consistent with
// what it saw before (C2SP tlog-witness).
