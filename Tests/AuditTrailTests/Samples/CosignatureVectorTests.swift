import AuditTrail
import Conversations
import Sodium
import Testing

/// `audit/vectors/cosignatures.json`, which another implementation made.
@Suite("Cosignature vectors")
struct CosignatureVectorTests {
    private let digester = SodiumDigester()
    private let verifier = SodiumVerifier()

    @Test("a cosignature of another implementation is read, believed and has its time")
    func cosignature() throws {
        let vectors = try Vectors.read("cosignatures")
        let note = try SignedNote(parsing: Array(try vectors.text("note").utf8))
        let key = try #require(
            WitnessKey(try vectors.member("witness").text("vkey"), digester: digester))
        let found = try #require(try Cosignature.verified(by: key, in: note, with: verifier))
        #expect(found.seconds == (try vectors.number("seconds")))
        let message = Cosignature.message(note.text, seconds: found.seconds)
        #expect(String(decoding: message, as: UTF8.self) == (try vectors.text("message")))
    }

    @Test("every policy is met, unmet or refused as the vectors say")
    func policies() throws {
        let vectors = try Vectors.read("cosignatures")
        let note = try SignedNote(parsing: Array(try vectors.text("note").utf8))
        for (list, isMet) in [("policies_met", true), ("policies_unmet", false)] {
            for text in try vectors.list(list).compactMap(\.string) {
                let policy = try WitnessPolicy(parsing: Array(text.utf8), digester: digester)
                let finding = try policy.finding(in: note, with: verifier)
                #expect(finding.isQuorumMet == isMet, "\(text)")
            }
        }
        for text in try vectors.list("not_policies").compactMap(\.string) {
            #expect(throws: WitnessPolicyFault.self, "\(text)") {
                try WitnessPolicy(parsing: Array(text.utf8), digester: digester)
            }
        }
    }
}
