import Conversations
import Foundation
import Identity
import RuleFiles
import Testing

@Suite("Identity rules as shipped")
struct IdentityCasesTests {
    let folder: RuleFolder
    let rules: IdentityRules
    let cases: IdentityCases

    init() throws {
        folder = try RuleFolder(directory: ruleDirectory)
        rules = try IdentityRules(folder: folder)
        cases = try IdentityCases(folder: folder)
    }

    @Test("every case is decided as it says, and every key normalised")
    func shipped() {
        #expect(cases.links.count >= 20 && cases.keys.count >= 20)
        #expect(cases.failures(under: rules).isEmpty)
    }

    @Test("every rule, veto and cap has a case")
    func coverage() { #expect(cases.uncoveredRules(in: rules).isEmpty) }

    @Test("a case that is decided otherwise is named with file, line and what was found")
    func failing() throws {
        let text = """
            schema: throughline/identity-cases/v1
            links:
              - name: two rows that share nothing
                expect: join
                candidate: {row: "crm:1"}
                cluster: [{row: "crm:2"}]
            keys:
              - {email: Ada@Example.org, gives: someone@example.org}
            """
        let file = try RuleFile(path: "identity/cases/wrong.yaml", bytes: Array(text.utf8))
        let failures = try IdentityCases(folder: RuleFolder(files: [file])).failures(under: rules)
        #expect(failures.map(\.line) == [3, 8] && failures.allSatisfy { $0.file == file.path })
        #expect(failures.first?.message.contains("two rows that share nothing") == true)
    }

    @Test("normalising twice changes nothing")
    func idempotent() {
        for key in cases.keys.compactMap(\.gives) { #expect(rules.normalise(key) == key) }
    }
}

@Suite("Identity files that must not load")
struct IdentityFileTests {
    @Test(
        "a rule file that joins by less than the law allows is refused with file, line and reason",
        arguments: [
            ("key: email\n    standings: [verified]", "key: phone\n    standings: [verified]", "may join"),
            ("key: email\n    standings: [verified]", "key: email\n    standings: [observed]", "standings"),
            ("key: email\n    standings: [verified]", "key: email", "standings"),
            ("decision: suggest", "decision: sugest", "did you mean"),
            ("id: suggest.phone", "id: suggest.email", "given twice"),
            ("trunk_prefix", "trunk_prefx", "unknown key"),
            ("systems: [crm]", "systems: []", "must list the systems"),
        ])
    func refused(from: String, to: String, reason: String) throws {
        let folder = try RuleFolder(directory: ruleDirectory)
        let file = try #require(folder.files(in: "identity").first)
        let text = String(decoding: file.bytes, as: UTF8.self)
        let range = try #require(text.firstRange(of: from))
        let broken = text.replacingCharacters(in: range, with: to)
        let problems = #expect(throws: RuleFileProblems.self) {
            let file = try RuleFile(path: "identity/identity.yaml", bytes: Array(broken.utf8))
            _ = try IdentityRules(folder: RuleFolder(files: [file]))
        }
        let problem = try #require(problems?.problems.first)
        #expect(problem.file == "identity/identity.yaml")
        #expect(problem.line > 0)
        #expect(problem.message.contains(reason), "\(problem)")
    }
}
