import AuditTrail
import Conversations
import Sodium

/// Who the witness is: its key, its clock and its hashes.
struct WitnessIdentity: Sendable {
    let key: WitnessKey
    let signer: any Signer
    let clock: any WallClock
    let digester = SodiumDigester()
    let verifier = SodiumVerifier()

    /// Cosigns; never with an earlier time than the view before, whatever the clock does.
    func cosign(
        _ checkpoint: Checkpoint, after last: SignedNote?
    ) throws(SigningFailure) -> SignedNote.Signature {
        let before = last.flatMap { try? Cosignature.verified(by: key, in: $0, with: verifier) }
        let now = max(clock.now(), before?.time ?? clock.now())
        return try Cosignature(of: checkpoint, at: now, key: key, signer: signer).line
    }
}
