import ArgumentParser
import AuditHTTP
import AuditTrail
import Conversations
import Sodium

/// A log to verify, by folder or by URL.
struct AuditVerifySource: Sendable {
    let name: String
    let reader: any LogReader
    private let published: HTTPLogReader?

    var isPublished: Bool { published != nil }

    init(_ name: String, token: String?) throws {
        self.name = name
        guard LogAddress.isURL(name) else {
            reader = DirectoryLogReader(directory: name)
            published = nil
            return
        }
        do {
            let published = try HTTPLogReader(try LogAddress(name), token: token)
            reader = published
            self.published = published
        } catch { throw Terminal.stop("\(name): \(error)", Exit.usage) }
    }

    func close() async { await published?.close() }

    /// What the checkpoint says, not yet believed: for choosing the key.
    func claim() async throws(LogReadFailure) -> Checkpoint? {
        let bytes = try await reader.bytes(of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
        return (try? SignedNote(parsing: bytes)).flatMap { Checkpoint(text: $0.text) }
    }

    /// The key that the log itself names; by URL there may be none.
    func namedKey() async -> VerifierKey? {
        (try? await LogFiles.namedKey(in: reader, digester: SodiumDigester())) ?? nil
    }
}
