// Time stamps of checkpoints by an authority outside (RFC 3161), checked through libcrypto. Read this list first:
//
// - `OpenSSLTimeStamps`        believes a token of some bytes, or the answer to a question, by given authorities alone
// - `TimeStampRequest`         the question: a SHA-256, a nonce, and please with your certificate
// - `TrustedAuthorities`       the certificates that a gateway or an auditor trusts, from a PEM file
// - `VerificationContext`      one verification of libcrypto: owned, used once, freed
// - `TokenContent`             what a believed token says
