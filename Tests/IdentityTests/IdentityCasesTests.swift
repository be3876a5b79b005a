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

    @Test("every case is decided as it says")
    func links() {
        #expect(cases.links.count >= 20)
        for link in cases.links {
            let decision = rules.decide(
                candidate: link.candidate, cluster: link.cluster, among: link.others)
            #expect(link.holds(under: rules), "\(link.name): found \(decision)")
        }
    }

    @Test("every key is normalised as its case says")
    func keys() {
        #expect(cases.keys.count >= 20)
        for key in cases.keys { #expect(rules.normalise(key.key) == key.gives, "\(key.key)") }
    }

    @Test("every rule, veto and cap has a case")
    func coverage() {
        let named = Set(cases.links.compactMap(\.rule))
        #expect(rules.ruleIDs.filter { !named.contains($0) } == [])
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
