import DurableFiles
import Foundation
import Glibc
import Testing

@Suite("Files that are there whole")
struct DurableFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "durable-\(UUID().uuidString)"
    )
    .path(percentEncoded: false)

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private struct Cut: Error {}

    @Test(
        "cut short at any step, the old content or the new one is there", arguments: DurableFile.Step.allCases
    )
    func cutShort(step: DurableFile.Step) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/state"
        try DurableFile.replace(path, with: [1, 2, 3])
        #expect(throws: Cut.self) {
            try DurableFile.replace(path, with: [4, 5]) { if $0 == step { throw Cut() } }
        }
        let isNew = [.beforeFolderFlush, .afterFolderFlush].contains(step)
        #expect(FileManager.default.contents(atPath: path) == Data(isNew ? [4, 5] : [1, 2, 3]))
        try DurableFile.replace(path, with: [6])
        #expect(FileManager.default.contents(atPath: path) == Data([6]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["state"])
    }

    @Test("a failure names the file, the call and the system's reason")
    func failure() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let missing = folder + "/nowhere/state"
        let expected = FileFailure(path: folder + "/nowhere/.state.new", call: "open", code: ENOENT)
        #expect(throws: expected) { try DurableFile.replace(missing, with: [1]) }
        #expect(expected.description.hasSuffix("open failed: no such file or directory"))
        #expect(throws: FileFailure(path: missing, call: "rename", code: ENOENT)) {
            try DurableFile.rename(folder + "/none", over: missing)
        }
    }

    @Test("a path without a folder stands in the working one, a name at the root in the root")
    func folders() {
        #expect(DurableFile.folder(of: "state") == ".")
        #expect(DurableFile.folder(of: "/state") == "/")
        #expect(DurableFile.folder(of: "/a/b") == "/a")
    }

    @Test(
        "a lock has one holder; a refused opener closes its own descriptor once, and nobody else's disappears"
    )
    func lock() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/lock"
        let first = try FileLock(path: path)
        let strangers = Task.detached {
            (0..<20_000).count { _ in close(unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)) != 0 }
        }
        for _ in 0..<5_000 { #expect(throws: FileLock.Refusal.held) { try FileLock(path: path) } }
        #expect(await strangers.value == 0)
        first.release()
        withExtendedLifetime(try FileLock(path: path)) {}
        let code = FileFailure(path: folder + "/no/lock", call: "open", code: ENOENT)
        #expect(throws: FileLock.Refusal.failed(code)) { try FileLock(path: folder + "/no/lock") }
    }
}
