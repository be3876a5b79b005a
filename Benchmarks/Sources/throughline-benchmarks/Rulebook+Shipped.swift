import Briefing
import PhoneNumbering
import RuleFiles
import Sodium

extension Rulebook {
    /// The shipped rules, compiled as a gateway compiles them.
    static func shipped() throws -> Rulebook {
        try Rulebook(
            folder: try RuleFolder(directory: "redaction-rules"), digester: SodiumDigester(),
            phoneNumbers: LibraryPhoneNumbers())
    }
}
