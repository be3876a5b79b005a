import Foundation
import Sodium
import Testing

@Suite("Key files")
struct KeyFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path())
    }

    @Test("a key is written with mode 0600, read back, and never written over")
    func roundTrip() throws {
        try withFolder { folder in
            let file = KeyFile(path: folder + "/log.key", label: "log-signing")
            let key = try SecretBytes(randomCount: 32)
            try file.write(key)
            #expect(try file.read().isEqual(to: key))
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            #expect(text.hasPrefix("throughline-key/v1 log-signing ") && text.hasSuffix("\n"))
            #expect(text.count == 31 + 43 + 1)
            #expect {
                try file.write(key)
            } throws: {
                if case .system(_, "open", EEXIST)? = $0 as? KeyFileProblem { true } else { false }
            }
        }
    }

    @Test("a key that others may reach is refused, and the refusal names path and mode")
    func modes() throws {
        try withFolder { folder in
            let file = KeyFile(path: folder + "/log.key", label: "log-signing")
            try file.write(SecretBytes(randomCount: 32))
            for mode in [0o644, 0o640, 0o604, 0o660, 0o400, 0o700, 0o4600] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
                #expect(throws: KeyFileProblem.mode(path: file.path, found: UInt32(mode))) { try file.read() }
            }
            let message = KeyFileProblem.mode(path: file.path, found: 0o644).description
            #expect(message.contains(file.path) && message.contains("0644") && message.contains("0600"))
        }
    }

    @Test("a link, a folder and a missing file are refused")
    func notFiles() throws {
        try withFolder { folder in
            let file = KeyFile(path: folder + "/log.key", label: "log-signing")
            try file.write(SecretBytes(randomCount: 32))
            let link = KeyFile(path: folder + "/link", label: "log-signing")
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: file.path)
            #expect(throws: KeyFileProblem.notAFile(path: link.path)) { try link.read() }
            let directory = KeyFile(path: folder, label: "log-signing")
            #expect(throws: KeyFileProblem.notAFile(path: folder)) { try directory.read() }
            let missing = KeyFile(path: folder + "/no", label: "log-signing")
            #expect(throws: KeyFileProblem.system(path: missing.path, call: "open", code: ENOENT)) {
                try missing.read()
            }
        }
    }

    @Test(
        "a key that belongs to somebody else is refused",
        .enabled(if: geteuid() == 0, "only root can give away files"))
    func owner() throws {
        try withFolder { folder in
            let file = KeyFile(path: folder + "/log.key", label: "log-signing")
            try file.write(SecretBytes(randomCount: 32))
            try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: file.path)
            #expect(throws: KeyFileProblem.foreignOwner(path: file.path, owner: 65_534)) { try file.read() }
        }
    }

    @Test("a key for another use, and anything but the one line, is refused")
    func contents() throws {
        try withFolder { folder in
            let path = folder + "/key"
            let file = KeyFile(path: path, label: "log-signing")
            try KeyFile(path: path, label: "pseudonym").write(SecretBytes(randomCount: 32))
            #expect(
                throws: KeyFileProblem.label(path: path, expected: "log-signing", found: "pseudonym")
            ) { try file.read() }
            let sound = "throughline-key/v1 log-signing " + String(repeating: "A", count: 43) + "\n"
            let bad = [
                "", "\n", String(sound.dropLast()), sound + "\n", sound + "x\n", " " + sound,
                sound.replacing("AA\n", with: "A\n"), sound.replacing("AA\n", with: "AB\n"),
                sound.replacing("AA\n", with: "A=\n"), sound.replacing("v1", with: "v2"),
                sound.replacing(" log", with: "  log"), String(repeating: "x", count: 2000),
            ]
            for text in [sound] + bad {
                try FileManager.default.removeItem(atPath: path)
                let isMade = FileManager.default.createFile(
                    atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
                try #require(isMade)
                if text == sound {
                    #expect(try file.read().count == 32)
                } else {
                    #expect(throws: KeyFileProblem.malformed(path: path), "\(text.debugDescription)") {
                        try file.read()
                    }
                }
            }
        }
    }
}
