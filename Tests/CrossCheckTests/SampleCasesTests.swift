import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing
import TimeStamping

/// Our own verifier over every case of `audit/samples/cases.json`, as any other verifier would be run over it.
@Suite("Cases for verifiers")
struct SampleCasesTests {
    private static let samples = OutsideTool.audit.appending(path: "samples")
    private let digester = SodiumDigester()
    private let verifier = SodiumVerifier()

    @Test("our verifier finds every log sound, or refuses it and names the file, as the case says")
    func logs() async throws {
        var count = 0
        for entry in try cases() {
            guard let logs = entry["logs"]?.array else { continue }
            count += 1
            var before: YearEnd?
            var problems: [VerificationProblem] = []
            for (index, log) in logs.enumerated() {
                let terms = try terms(of: index == logs.count - 1 ? entry : [:], before: before)
                let report = try await report(of: log, terms: terms)
                problems += report.problems
                before = report.yearEnd
            }
            let name = entry["name"]?.string ?? ""
            if entry["verdict"]?.string == "sound" {
                #expect(problems.isEmpty, "\(name): \(problems)")
            } else {
                let blamed = try #require(entry["blames"]?.string)
                #expect(problems.contains { $0.file == blamed }, "\(name): \(problems)")
            }
        }
        #expect(count > 40)
    }

    @Test("our verifier believes the receipts and proof bundles that are sound, and no others")
    func leaves() throws {
        for entry in try cases() where entry["logs"] == nil {
            let name = entry["name"]?.string ?? ""
            let isSound = entry["verdict"]?.string == "sound"
            #expect(try isBelieved(entry) == isSound, "\(name)")
        }
    }

    private func isBelieved(_ entry: JSONValue) throws -> Bool {
        let key = try #require(VerifierKey(entry["vkey"]?.string ?? "", digester: digester))
        if let path = entry["receipt"]?.string {
            let document = try JSONValue(json: try bytes(path))
            if document["format"]?.string == ProofFile.format {
                let file = try? ProofFile(json: document)
                return (try? file?.verified(by: key, digester: digester, with: verifier)) != nil
            }
            let receipt = try #require(Receipt(json: document))
            let body = try entry["body"]?.string.map { try bytes($0) }
            return (try? receipt.verified(body: body, by: key, digester: digester, with: verifier)) != nil
        }
        let text = String(decoding: try bytes(try #require(entry["proof"]?.string)), as: UTF8.self)
        let leaf = try bytes(try #require(entry["leaf"]?.string))
        guard let bundle = ProofBundle(text: text) else { return false }
        return (try? bundle.verified(leaf: leaf, by: key, digester: digester, with: verifier)) != nil
    }

    private func report(of log: JSONValue, terms: VerificationTerms) async throws -> VerificationReport {
        let key = try #require(VerifierKey(log["vkey"]?.string ?? "", digester: digester))
        let folder = Self.samples.appending(path: try #require(log["folder"]?.string)).plainPath
        return await LogVerifier(key: key, digester: digester, signatures: verifier, terms: terms)
            .verify(DirectoryLogReader(directory: folder))
    }

    private func terms(of entry: JSONValue, before: YearEnd?) throws -> VerificationTerms {
        VerificationTerms(
            yearBefore: before,
            held: try entry["older"]?.string.map { [HeldCheckpoint(name: $0, note: try bytes($0))] } ?? [],
            witnesses: try entry["policy"]?.string.map {
                try WitnessPolicy(parsing: try bytes($0), digester: digester)
            },
            timeStamps: try entry["tsa_ca"]?.string.map {
                OpenSSLTimeStamps(
                    authorities: try TrustedAuthorities(pem: try bytes($0)), digester: digester)
            })
    }

    private func cases() throws -> [JSONValue] {
        try #require(try JSONValue(json: try bytes("cases.json"))["cases"]?.array)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.samples.appending(path: path)))
    }
}
