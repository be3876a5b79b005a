import Foundation
import Sodium
import Testing

@Suite("Secrets stay in their place")
struct SecretMemoryTests {
    private static func seed() throws -> SecretBytes {
        try SecretBytes(copying: Array("an invented seed of 32 bytes ...".utf8))
    }

    @Test("neither description, dump nor mirror of a key shows a byte of it")
    func neverPrinted() throws {
        let seed = try Self.seed()
        let key = try SigningKey(seed: seed)
        var dumped = ""
        dump(seed, to: &dumped)
        dump(key, to: &dumped)
        dumped += "\(seed) \(key) \(String(reflecting: seed)) \(String(reflecting: key))"
        dumped += Mirror(reflecting: seed).children.map { "\($0)" }.joined()
        #expect(!dumped.contains("invented"))
        #expect(dumped.contains("SecretBytes(32)") && dumped.contains("SecretBytes(64)"))
    }

    @Test("the memory of a key is locked, and its mapping is kept out of core dumps")
    func locked() throws {
        let seed = try Self.seed()
        #expect(seed.isLocked)
        let key = try SigningKey(seed: seed)
        defer { withExtendedLifetime((seed, key)) {} }
        // Every mapping of libsodium's memory carries "lo" (locked) and "dd" (do not dump) in its flags.
        // WHY: not by `String(contentsOfFile:)`, which stops at the first part of such a file.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
        let map = String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
        let flags = map.split(separator: "\n").filter { $0.hasPrefix("VmFlags:") }
        let isKept = flags.contains { line in
            let words = line.split(separator: " ")
            return words.contains("lo") && words.contains("dd")
        }
        #expect(isKept)
    }

    private static func forbidLocking() -> Bool {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        return unsafe setrlimit(__rlimit_resource_t(8), &limit) == 0  // RLIMIT_MEMLOCK
    }

    @Test("a key whose memory cannot be locked is refused")
    func noLockedMemory() async throws {
        await #expect(processExitsWith: .success) {
            // WHY: root may lock whatever it wants, so the child becomes somebody else.
            if geteuid() == 0 { try #require(setuid(65_534) == 0) }
            try #require(Self.forbidLocking())
            #expect(throws: SodiumFailure.noLockedMemory) {
                _ = try SigningKey(seed: SecretBytes(randomCount: 32))
            }
        }
    }

    @Test("a process that forbade dumps is not dumpable, and an abort leaves no core file")
    func noCore() async throws {
        let folder = NSTemporaryDirectory() + "core-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(processExitsWith: .signal(SIGABRT)) { [folder = folder as String] in
            try #require(FileManager.default.changeCurrentDirectoryPath(folder))
            try ProcessMemory.forbidDumps()
            try #require(ProcessMemory.isClosed)
            let limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8)
            let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") } ?? ""
            try #require(core.split(separator: " ").filter { $0 == "0" }.count == 2)
            let seed = try SecretBytes(randomCount: 32)
            withExtendedLifetime(seed) { abort() }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test(
        "a key comes from a descriptor, however the bytes are cut, and anything but its one line is refused")
    func descriptor() throws {
        let line = "throughline-key/v1 log-signing " + String(repeating: "A", count: 43) + "\n"
        let table: [(parts: [String], problem: String?)] = [
            ([line], nil), ([String(line.prefix(10)), String(line.dropFirst(10))], nil),
            ([""], "expected one line"), ([line, "x"], "expected one line"),
            ([line.replacing("log-signing", with: "pseudonym")], "found one for pseudonym"),
            ([String(repeating: "x", count: 600)], "expected one line"),
        ]
        for row in table {
            let pipe = Pipe()
            for part in row.parts { pipe.fileHandleForWriting.write(Data(part.utf8)) }
            try pipe.fileHandleForWriting.close()
            let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
            do {
                let key = try KeyFile.read(descriptor: descriptor, label: "log-signing")
                #expect(key.count == 32 && row.problem == nil)
            } catch {
                let problem = try #require(row.problem)
                #expect("\(error)".contains(problem) && "\(error)".contains("descriptor \(descriptor)"))
            }
            let isOpen = fcntl(descriptor, F_GETFD) != -1
            #expect(!isOpen, "the descriptor was left open")
        }
    }
}
