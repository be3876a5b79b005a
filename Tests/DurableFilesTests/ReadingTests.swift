import DurableFiles
import Foundation
import Glibc
import Testing

@Suite("What is there, what is not, and what cannot be read")
struct ReadingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "reading-\(UUID().uuidString)"
    )
    .path(percentEncoded: false)

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func failure(_ path: String, bytesMax: Int = 100) -> FileFailure? {
        do throws(FileFailure) {
            _ = try DurableFile.read(path, bytesMax: bytesMax)
            return nil
        } catch { return error }
    }

    @Test("a file is read whole up to its bound, and one byte more is too many")
    func whole() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/state"
        for count in [0, 1, 100, 70_000] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            try DurableFile.replace(path, with: content)
            #expect(try DurableFile.read(path, bytesMax: count) == content)
            if count > 0 {
                #expect(
                    failure(path, bytesMax: count - 1)
                        == FileFailure(path: path, call: "read", code: EFBIG))
            }
        }
        // A file without a size of its own is read to its end, and bounded all the same.
        #expect(try DurableFile.read("/proc/self/status", bytesMax: 1 << 20)?.isEmpty == false)
        #expect(
            failure("/proc/self/status", bytesMax: 10)
                == FileFailure(path: "/proc/self/status", call: "read", code: EFBIG))
    }

    @Test("only a name under which nothing stands is absent; whatever cannot be read is a failure")
    func absence() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/state"
        #expect(try DurableFile.read(path, bytesMax: 100) == nil)
        #expect(try DurableFile.read(path + "/none/at/all", bytesMax: 100) == nil)
        #expect(try !DurableFile.isThere(path))

        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(failure(path) == FileFailure(path: path, call: "read", code: EISDIR))
        try FileManager.default.removeItem(atPath: path)

        for target in ["nowhere", "state", "other"] {
            try Data([1]).write(to: URL(fileURLWithPath: folder + "/other"))
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            #expect(failure(path) == FileFailure(path: path, call: "open", code: ELOOP), "\(target)")
            #expect(try DurableFile.isThere(path), "a link stands there, wherever it leads: \(target)")
            try FileManager.default.removeItem(atPath: path)
        }

        #expect(unsafe mkfifo(path, 0o600) == 0)
        #expect(failure(path) == FileFailure(path: path, call: "read", code: ESPIPE))
        try FileManager.default.removeItem(atPath: path)

        let within = folder + "/other/state"
        #expect(failure(within) == FileFailure(path: within, call: "open", code: ENOTDIR))
        #expect(throws: FileFailure(path: within, call: "lstat", code: ENOTDIR)) {
            try DurableFile.isThere(within)
        }
        let long = folder + "/" + String(repeating: "n", count: 300)
        #expect(failure(long) == FileFailure(path: long, call: "open", code: ENAMETOOLONG))
    }
}
