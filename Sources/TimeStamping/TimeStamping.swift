// Time stamps of checkpoints by an authority outside (RFC 3161), checked through libcrypto.
