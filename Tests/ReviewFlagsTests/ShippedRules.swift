import Conversations
import Foundation
import ReviewFlags
import RuleFiles
import Sodium

/// The rules that ship with the project, and their cases.
enum ShippedRules {
    private static let loaded = Result { try load() }

    static func folder() throws -> RuleFolder { try loaded.get() }

    private static func load() throws -> RuleFolder {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let all = try RuleFolder(directory: root.appending(path: "redaction-rules").path())
        return RuleFolder(files: all.files.filter { $0.path.hasPrefix("review/") })
    }

    // WHY: read and compiled once for all tests; immutable.
    private static let compiled = Result {
        FlagDetector(rules: try FlagRules(folder: try folder(), digester: SodiumDigester()))
    }

    static func detector() throws -> FlagDetector { try compiled.get() }

    private static let read = Result { try FlagCases(folder: try folder()).cases }

    static func cases() throws -> [FlagCase] { try read.get() }
}

extension FlagCase {
    /// Whether it is told without any trigger word.
    var isOblique: Bool { place.file.contains("/told.") }
    /// Whether the linear model alone finds it.
    var isLearned: Bool { place.file.contains("/model.") }
    /// Whether a rule that guesses hits it, as the only one of its category.
    var isGuessed: Bool { place.file.contains("/tentative.") }
}

extension FlagDetector {
    /// The assessment of one message by the customer.
    func assess(_ text: String) -> Assessment { assess([FlagMessage(author: .customer, text: text)]) }

    /// The categories that one message by the customer raises.
    func categories(of text: String) -> Set<String> { Set(assess(text).flags.map(\.category.text)) }
}
