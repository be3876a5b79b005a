import AuditTrail
import Conversations
import Foundation
import Glibc

/// What people said when they asked for a change of keys: kept beside the keys until the log says it.
///
/// The log's `key` leaf commits to it. Never a secret; the key itself is named by its public half.
struct KeyNote: Hashable, Sendable {
    let action: KeyAction
    let publicKey: [UInt8]
    let by: String
    let approvedBy: String?
    let reason: String?

    private var document: JSONValue {
        [
            "action": .string(action.rawValue), "key": .string(Base64URL.encode(publicKey)),
            "by": .string(by), "approved_by": JSONValue(approvedBy), "reason": JSONValue(reason),
        ]
    }

    private init?(document: JSONValue) {
        guard let members = document.object,
            members.keys.sorted() == ["action", "approved_by", "by", "key", "reason"],
            let action = members["action"]?.string.flatMap(KeyAction.init),
            let key = members["key"]?.string.flatMap(Base64URL.decode), let by = members["by"]?.string
        else { return nil }
        self.init(
            action: action, publicKey: key, by: by, approvedBy: members["approved_by"]?.string,
            reason: members["reason"]?.string)
    }

    init(action: KeyAction, publicKey: [UInt8], by: String, approvedBy: String?, reason: String?) {
        self.action = action
        self.publicKey = publicKey
        self.by = by
        self.approvedBy = approvedBy
        self.reason = reason
    }

    private static func path(in directory: String) -> String { directory + "/key-changes.json" }

    /// Every note of a folder, in the order that they were written; none when there is no file.
    ///
    /// - Throws: ``KeyNoteProblem`` for a file of another form.
    static func all(in directory: String) throws(KeyNoteProblem) -> [KeyNote] {
        let path = path(in: directory)
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        guard let rows = (try? JSONValue(json: Array(data)))?.array else { throw KeyNoteProblem(path: path) }
        let notes = rows.compactMap(KeyNote.init(document:))
        guard notes.count == rows.count else { throw KeyNoteProblem(path: path) }
        return notes
    }

    /// Adds this note, durably; an earlier one about the same key and action goes.
    func write(in directory: String) throws {
        let rest = try Self.all(in: directory).filter { $0.action != action || $0.publicKey != publicKey }
        let text = JSONValue.array((rest + [self]).map(\.document)).text() + "\n"
        try DurableText.replace(Self.path(in: directory), with: text)
    }
}

/// A file of notes that cannot be read.
struct KeyNoteProblem: Error, Equatable, CustomStringConvertible {
    let path: String
    var description: String { "\(path): expected a list of changes of keys, found something else" }
}

/// Small files that are there whole, old or new, after any crash.
enum DurableText {
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let call: String
        let code: Int32
        var description: String { unsafe "\(path): \(call) failed: \(String(cString: strerror(code)))" }
    }

    static func replace(_ path: String, with text: String) throws(Failure) {
        let temporary = path + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure(path: temporary, call: "open", code: errno) }
        do {
            defer { close(file) }
            let bytes = Array(text.utf8)
            let count = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            guard count == bytes.count else { throw Failure(path: temporary, call: "write", code: errno) }
            guard fsync(file) == 0 else { throw Failure(path: temporary, call: "fsync", code: errno) }
        }
        try rename(temporary, over: path)
    }

    /// Renames within one folder and makes that durable.
    static func rename(_ old: String, over new: String) throws(Failure) {
        guard unsafe Glibc.rename(old, new) == 0 else {
            throw Failure(path: new, call: "rename", code: errno)
        }
        let directory = new.lastIndex(of: "/").map { String(new[..<$0]) } ?? "."
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Failure(path: directory, call: "open", code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Failure(path: directory, call: "fsync", code: errno) }
    }
}
