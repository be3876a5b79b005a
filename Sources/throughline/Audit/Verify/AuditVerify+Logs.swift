import ArgumentParser
import AuditHTTP
import AuditTrail
import Conversations
import Foundation
import Sodium
import TimeStamping

extension AuditVerify {
    /// Verifies the years one after another, each against the one before.
    func verifyLogs() async throws {
        let given = try vkey.map(Self.key)
        let policy = try readPolicy()
        let authorities = try readAuthorities()
        let held = try consistency.map { HeldCheckpoint(name: $0, note: try Self.file($0, "--consistency")) }
        let secret = try readToken()
        var reports: [VerificationReport] = []
        var before: YearEnd?
        for (index, path) in paths.enumerated() {
            let source = try AuditVerifySource(path, token: secret)
            let isLast = index == paths.count - 1
            let key = try await key(of: source, given: given)
            if index == 0 { before = try previousYear(key: key, given: given) }
            let terms = VerificationTerms(
                yearBefore: before, held: isLast ? held : [], witnesses: isLast ? policy : nil,
                timeStamps: authorities, clockToleranceMilliseconds: Int64(clockTolerance) * 1000)
            let verifier = LogVerifier(
                key: key, digester: SodiumDigester(), signatures: SodiumVerifier(), terms: terms)
            var progress = AuditVerifyProgress(name: path)
            let report = await verifier.verify(source.reader) { progress.show($0, of: $1) }
            progress.end()
            await source.close()
            reports.append(report)
            before = report.yearEnd
            try stopIfUnreachable(report, source)
            if !isLast, report.isSound, before == nil {
                Terminal.note(
                    "warning: \(path): leaves were not read, so the next year is not held against it")
            }
        }
        try finish(reports)
    }

    private func finish(_ reports: [VerificationReport]) throws {
        if json {
            let documents = reports.map(\.document)
            let all: JSONValue = [
                "sound": .bool(reports.allSatisfy(\.isSound)), "logs": .array(documents),
            ]
            Terminal.print((documents.count == 1 ? documents[0] : all).text())
        } else {
            for (path, report) in zip(paths, reports) {
                if reports.count > 1 { Terminal.print("\(path):") }
                Terminal.print(report.lines(areStampsChecked: tsaCa != nil).joined(separator: "\n"))
            }
        }
        guard reports.allSatisfy(\.isSound) else { throw Exit.negativeFinding }
        if token != nil, reports.contains(where: { !$0.areLeavesRead }) {
            throw Terminal.stop(
                "--token: expected a token that reads entry bundles, found none", Exit.unavailable)
        }
    }

    /// A server that gives no checkpoint at all is no finding about a log.
    private func stopIfUnreachable(
        _ report: VerificationReport, _ source: AuditVerifySource
    ) throws {
        guard source.isPublished, report.checkpoint == nil else { return }
        for problem in report.problems where problem.file == LogFiles.checkpoint {
            if case .unreadable = problem.reason {
                throw Terminal.stop("\(source.name)/\(problem)", Exit.unavailable)
            }
        }
    }

    // MARK: - Keys

    /// The given key of this log's name; a key of another year with the same public half; the log's own.
    private func key(of source: AuditVerifySource, given: [VerifierKey]) async throws -> VerifierKey {
        if paths.count == 1, given.count == 1 { return given[0] }
        let claim: Checkpoint?
        do throws(LogReadFailure) { claim = try await source.claim() } catch {
            guard let first = given.first else {
                throw Terminal.stop(
                    "\(source.name)/checkpoint: cannot be read: \(error)",
                    source.isPublished ? Exit.unavailable : Exit.negativeFinding)
            }
            return first
        }
        let sameName = given.filter { $0.name == claim?.origin.text }
        if let signing = try await signing(sameName, source) ?? sameName.first { return signing }
        let named = await source.namedKey()
        if let named, given.contains(where: { $0.publicKey == named.publicKey }) { return named }
        guard !source.isPublished else {
            throw Terminal.stop("\(source.name): expected its --vkey, found none", Exit.usage)
        }
        guard let named else {
            throw Terminal.stop(
                "\(source.name)/vkey: expected one line with a verifier key, found something else",
                Exit.negativeFinding)
        }
        Terminal.note(
            "warning: no --vkey for \(named.name), so the log vouches for its own key; get the key from somewhere else"
        )
        return named
    }

    /// Of several keys of one log, as after a rotation, the first that signed its checkpoint.
    private func signing(
        _ keys: [VerifierKey], _ source: AuditVerifySource
    ) async throws -> VerifierKey? {
        guard keys.count > 1 else { return keys.first }
        let note = try await source.reader.bytes(
            of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
        return keys.first { (try? Checkpoint.verified(note, by: $0, with: SodiumVerifier())) != nil }
    }

    /// The end of the year before, known by its last checkpoint alone.
    private func previousYear(key: VerifierKey, given: [VerifierKey]) throws -> YearEnd? {
        guard let previous else { return nil }
        let note = try Self.file(previous, "--previous", byteCountMax: SignedNote.bytesMax)
        let claim = (try? SignedNote(parsing: note)).flatMap { Checkpoint(text: $0.text) }
        guard let claim else {
            throw Terminal.stop("\(previous): expected a signed checkpoint", Exit.negativeFinding)
        }
        let named = given.first { $0.name == claim.origin.text }
        let sameKey = VerifierKey(
            name: claim.origin.text, publicKey: key.publicKey, digester: SodiumDigester())
        guard let signer = named ?? sameKey,
            let checkpoint = try? Checkpoint.verified(note, by: signer, with: SodiumVerifier())
        else {
            throw Terminal.stop(
                "\(previous): expected the signature of \(claim.origin)'s key, found none that verifies; give its --vkey too",
                Exit.negativeFinding)
        }
        return YearEnd(key: signer, checkpoint: checkpoint, lastID: nil, counters: [:], isComplete: false)
    }

    // MARK: - Files

    func readPolicy() throws -> WitnessPolicy? {
        guard let path = witnessPolicy else { return nil }
        let bytes = try Self.file(path, "--witness-policy", byteCountMax: WitnessPolicy.bytesMax)
        do { return try WitnessPolicy(parsing: bytes, digester: SodiumDigester()) } catch {
            throw Terminal.stop("\(path): \(error)", Exit.configuration)
        }
    }

    private func readAuthorities() throws -> OpenSSLTimeStamps? {
        guard let path = tsaCa else { return nil }
        do {
            return OpenSSLTimeStamps(
                authorities: try TrustedAuthorities(path: path), digester: SodiumDigester())
        } catch { throw Terminal.stop("--tsa-ca: \(error)", Exit.configuration) }
    }

    private func readToken() throws -> String? { try token.map { try GatewayAccess.token($0) } }
}
