import AuditTrail
import Conversations
import DurableFiles

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

    /// A change of keys takes some 300 bytes, and two stand in the file at the most times.
    private static let bytesMax = 1 << 20

    private static func path(in directory: String) -> String { directory + "/key-changes.json" }

    /// Every note of a folder, in the order that they were written; none when there is no file.
    ///
    /// - Throws: ``KeyNoteProblem`` for a file that cannot be read or has another form.
    static func all(in directory: String) throws(KeyNoteProblem) -> [KeyNote] {
        let path = path(in: directory)
        let bytes: [UInt8]?
        do { bytes = try DurableFile.read(path, bytesMax: bytesMax) } catch { throw .unreadable(error) }
        guard let bytes else { return [] }
        guard let rows = (try? JSONValue(json: bytes))?.array else { throw .otherForm(path: path) }
        let notes = rows.compactMap(KeyNote.init(document:))
        guard notes.count == rows.count else { throw .otherForm(path: path) }
        return notes
    }

    /// Adds this note, durably; an earlier one about the same key and action goes.
    func write(in directory: String) throws {
        let rest = try Self.all(in: directory).filter { $0.action != action || $0.publicKey != publicKey }
        let text = JSONValue.array((rest + [self]).map(\.document)).text() + "\n"
        try DurableFile.replace(Self.path(in: directory), with: Array(text.utf8))
    }
}

/// A file of notes that cannot be read.
enum KeyNoteProblem: Error, Equatable, CustomStringConvertible {
    case unreadable(FileFailure)
    case otherForm(path: String)

    var description: String {
        switch self {
        case .unreadable(let failure): "\(failure)"
        case .otherForm(let path): "\(path): expected a list of changes of keys, found something else"
        }
    }
}
