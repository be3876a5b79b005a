// The signed log, as values: what a leaf says, how it is hashed, signed, proved and verified. Nothing here
// reads a clock, a key or a disk (but for `DirectoryLogReader`), and nothing here writes. `audit/FORMAT.md`
// says the same for strangers.
//
// - `Leaves/`        `LeafDraft` + `LeafStamp` → `EncodedLeaf`; `Leaf` reads stored bytes; `Opening` proves
//   one member
// - `Tree/`          `MerkleTree` (RFC 6962), `MerkleFrontier` for appends, `Tile` and `EntryBundle` (C2SP
//   tlog-tiles)
// - `Notes/`         `SignedNote`, `Checkpoint`, `VerifierKey`; the protocols `Signer` and
//   `SignatureVerifier`; `CheckpointSigner` signs what extends a log
// - `Witnesses/`     `WitnessDecision` and `Cosignature` for who cosigns, `WitnessPolicy` for who demands it
// - `Keys/`          `KeyHistory`: which keys a log named, by leaf, and who may sign the checkpoint of any size
// - `Receipts/`      `LeafLog`, the one way to disclose anything, and the `Receipt` that it gives
// - `Asking/`        `LeafFilter`: which leaves somebody asks for; `LeafRow`: a leaf with its place, as readers get it
// - `Exports/`       leaves as JSON Lines, CSV and OCSF events
// - `Reconciling/`   `Reconciliation` holds a source's own access log against leaves
// - `Stamps/`        time from outside (RFC 3161): the protocol `TimeStamps`, and `TimeBounds` of leaves by stamps
// - `Verification/`  `LogVerifier` reads a whole exported log in bounded memory and says what broke
