import Conversations
import RuleFiles

/// Which rule files of the engines beside the policy differ between two folders; cases are no rules.
struct EngineFilesDiff {
    /// Paths that only the second folder has.
    let added: [String]
    /// Paths that only the first folder has.
    let removed: [String]
    /// Paths whose bytes differ.
    let changed: [String]

    /// Compares two folders; nothing differs when either of them holds a policy alone.
    init(from before: RuleFolder, to after: RuleFolder) {
        let (old, new) = (Self.rules(of: before), Self.rules(of: after))
        guard !old.isEmpty, !new.isEmpty else {
            (added, removed, changed) = ([], [], [])
            return
        }
        added = new.keys.filter { old[$0] == nil }.sorted()
        removed = old.keys.filter { new[$0] == nil }.sorted()
        changed = old.keys.filter { path in new[path].map { $0 != old[path] } ?? false }.sorted()
    }

    var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    var lines: [String] {
        removed.map { "changed: \($0) is gone: what its rules find, hold or choose is so no more" }
            + added.map { "changed: \($0) is new" } + changed.map { "changed: \($0) reads otherwise" }
    }

    var document: JSONValue {
        func paths(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
        return ["added": paths(added), "removed": paths(removed), "changed": paths(changed)]
    }

    private static func rules(of folder: RuleFolder) -> [String: [UInt8]] {
        let files = folder.files.filter {
            !$0.path.hasPrefix("policy/") && !$0.path.contains("/cases/")
        }
        return Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    }
}
