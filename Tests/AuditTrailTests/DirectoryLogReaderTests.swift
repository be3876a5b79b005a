import AuditTrail
import Foundation
import Sodium
import Testing

@Suite("Logs in folders")
struct DirectoryLogReaderTests {
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func write(_ files: [String: [UInt8]], to folder: URL) throws {
        for (path, bytes) in files {
            let place = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
        }
    }

    @Test("an exported log verifies from a folder, and a stray file or link in it is named")
    func folder() async throws {
        try await withFolder { folder in
            let log = try SampleLog.small(leafCount: 300)
            try write(try log.files(), to: folder)
            let reader = DirectoryLogReader(directory: folder.path())
            let verifier = LogVerifier(
                key: log.key, digester: SampleLog.digester, signatures: SodiumVerifier())
            #expect(await verifier.verify(reader).isSound)
            #expect(try await LogFiles.namedKey(in: reader, digester: SampleLog.digester) == log.key)
            try Data([1]).write(to: folder.appending(path: ".stray"))
            let link = folder.appending(path: "tile/7").path()
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "..")
            #expect(await verifier.verify(reader).problems.map(\.file) == [".stray", "tile/7"])
        }
    }

    @Test("a folder that is not there, a link in place of a file and a file beyond its bound are refused")
    func refusals() async throws {
        try await withFolder { folder in
            let reader = DirectoryLogReader(directory: folder.path())
            try write(["big": [1, 2, 3], "tile/x": [1]], to: folder)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "link").path(), withDestinationPath: "big")
            await #expect(throws: LogReadFailure.tooLong) {
                try await reader.bytes(of: "big", byteCountMax: 2)
            }
            await #expect(throws: LogReadFailure.missing) {
                try await reader.bytes(of: "no", byteCountMax: 2)
            }
            for path in ["link", "tile"] {
                await #expect {
                    try await reader.bytes(of: path, byteCountMax: 9)
                } throws: {
                    if case .failed? = $0 as? LogReadFailure { true } else { false }
                }
            }
            let nowhere = DirectoryLogReader(directory: folder.path() + "/nowhere")
            await #expect(throws: LogReadFailure.missing) { try await nowhere.paths() }
        }
    }
}
