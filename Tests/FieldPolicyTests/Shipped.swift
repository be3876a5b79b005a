import FieldPolicy
import RuleFiles

/// The rules as they stand in the repository.
enum Shipped {
    /// The path of the folder of all rules.
    static func directory(file: String = #filePath) -> String {
        "/" + file.split(separator: "/").dropLast(3).joined(separator: "/") + "/redaction-rules"
    }

    /// The folder of all rules.
    static func folder() throws -> RuleFolder { try RuleFolder(directory: directory()) }
}
