import FieldPolicy
import RuleFiles

/// The rules as they stand in the repository.
enum Shipped {
    /// The folder of all rules.
    static func folder(file: String = #filePath) throws -> RuleFolder {
        let root = file.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleFolder(directory: "/" + root + "/redaction-rules")
    }
}
