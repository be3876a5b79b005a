import Conversations
import Foundation
import RuleFiles
import Testing

@testable import SQLSources

@Suite("Mapping files that must not load")
struct MappingFileTests {
    @Test(
        "a typo, an unknown word, class or zone is refused with file, line and reason",
        arguments: [
            ("time_zone: UTC", "time_zone: Mars/Olympus", "unknown time zone"),
            ("conversations:", "conversation:", "did you mean \"conversations\"?"),
            ("kind: sqlite", "kind: oracle", "expected kind \"sqlite\""),
            ("MEMO: note", "MEMO: nota", "did you mean \"note\"?"),
            ("N: internal", "N: secret", "expected one of: public, internal"),
            ("class: payment.iban", "class: Payment.IBAN", "expected a field class"),
            ("time: rfc3339", "time: rfc", "expected one of: epoch.s"),
            (", time: rfc3339", "", "expected \"column\" and \"time\""),
            ("{const: email}", "{const: fax}", "expected one of: email, phone, external"),
            ("transform: trim", "transform: trimm", "did you mean \"trim\"?"),
            ("schema: throughline/mapping/v1", "schema: throughline/mapping/v2", "expected schema"),
            ("name: iban,", "name: tier,", "is no key here"),
            ("name: iban,", "name: IBAN,", "lower-case letters"),
            ("name: iban,", "name: mobile,", "a field given twice"),
            ("  id: emp\n", "", "missing key \"id\""),
        ])
    func refused(old: String, new: String, reason: String) throws {
        let problem = #expect(throws: RuleFileProblem.self) {
            _ = try demoMapping("crm", replacing: old, with: new)
        }
        #expect(problem?.file == "mappings/crm.yaml")
        #expect((problem?.line ?? 0) > 0)
        #expect(problem?.message.contains(reason) == true, "\(String(describing: problem))")
    }

    @Test("a class that the policy does not know is refused")
    func unknownClass() throws {
        let text = try String(contentsOfFile: "\(projectDirectory)/demo/mappings/chat.yaml", encoding: .utf8)
        let file = try RuleFile(path: "chat.yaml", bytes: Array(text.utf8))
        let known: Set<FieldClass> = ["person.name", "contact.email", "contact.phones", "order.id"]
        let problem = #expect(throws: RuleFileProblem.self) {
            _ = try SourceMapping(file: file, knownClasses: known)
        }
        #expect(
            problem?.message == "unknown field class \"contact.phone\" (did you mean \"contact.phones\"?)")
    }
}
