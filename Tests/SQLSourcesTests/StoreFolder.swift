import Conversations
import Foundation
import GRDB
import Identity
import RuleFiles

@testable import SQLSources

/// The folder of the project, found from this file.
let projectDirectory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// A folder of stores that lives as long as a test.
final class StoreFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/stores-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Runs a script into a new database file.
    @discardableResult
    func build(_ name: String, _ script: String) throws -> String {
        let file = "\(path)/\(name).sqlite"
        let queue = try DatabaseQueue(path: file)
        try queue.write { db in try db.execute(sql: script) }
        try queue.close()
        return file
    }

    /// Builds one of the demo's stores from its script.
    @discardableResult
    func buildDemo(_ name: String) throws -> String {
        try build(
            name, String(contentsOfFile: "\(projectDirectory)/demo/stores/\(name).sql", encoding: .utf8))
    }

    /// A source over a store of this folder.
    func source(_ mapping: SourceMapping) throws -> SQLiteSource {
        let rules = try IdentityRules(folder: RuleFolder(directory: projectDirectory + "/redaction-rules"))
        return SQLiteSource(mapping: mapping, directory: path, normalise: { rules.normalise($0) })
    }
}

/// A mapping of the demo, with a text of it replaced.
func demoMapping(_ name: String, replacing old: String = "", with new: String = "") throws -> SourceMapping {
    var text = try String(contentsOfFile: "\(projectDirectory)/demo/mappings/\(name).yaml", encoding: .utf8)
    if !old.isEmpty {
        guard let range = text.firstRange(of: old) else { throw CocoaError(.fileReadCorruptFile) }
        text.replaceSubrange(range, with: new)
    }
    let file = try RuleFile(path: "mappings/\(name).yaml", bytes: Array(text.utf8))
    return try SourceMapping(file: file, knownClasses: nil)
}

// WHY so long: other tests of the same process wait for children on the same few threads.
let roomy = ReadBounds(interactionsMax: 500, textBytesMax: 65_536, deadlineMilliseconds: 240_000)
let noon = Timestamp(milliseconds: 1_773_144_000_000)

extension SQLiteSource {
    /// The history of some rows of this store.
    func history(_ ids: String..., within bounds: ReadBounds = roomy) async -> SourceHistory {
        await history(of: ids, at: noon, within: bounds)
    }
}
