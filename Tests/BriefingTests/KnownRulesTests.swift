import Conversations
import Foundation
import ReviewQueue
import RuleFiles
import Sodium
import Testing

@testable import Briefing

@Suite("Known-answer cases as rule files")
struct KnownRulesTests {
    private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let terms = """
        schema: throughline/known/v1
        share_permille: 20
        within_minutes: 90
        again_after_days: 90
        tell_after_minutes: 1440
        officers: [compliance]
        """
    private static let categories: Set<FlagCategory> = ["billing", "emotional", "legal", "safety"]

    private static func file(_ path: String, _ text: String) throws -> RuleFile {
        try RuleFile(path: path, bytes: Array(text.utf8))
    }

    private static func demoAnswers() throws -> [RuleFile] {
        let folder = checkout + "/demo/known-answers"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            try file("known/\(name)", try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
        }
    }

    private static func rules(_ files: [RuleFile]) throws(RuleFileProblems) -> KnownRules {
        try KnownRules(
            folder: RuleFolder(files: files), deciders: ["reviewer"], categories: categories)
    }

    @Test("each of the demo's cases is held for its category, by the gate that holds every request")
    func demo() throws {
        let shipped = try RuleFolder(directory: Self.checkout + "/redaction-rules")
        let plain = try Rulebook(folder: shipped, digester: SodiumDigester())
        let rulebook = try Rulebook(
            folder: shipped.overlaid(by: RuleFolder(files: try Self.demoAnswers())),
            digester: SodiumDigester())
        #expect(plain.known.terms != nil && plain.known.answers.isEmpty)
        #expect(plain.digest != rulebook.digest && plain.viewDigest == rulebook.viewDigest)
        let briefing = Briefing(
            rulebook: rulebook, digester: SodiumDigester(),
            pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        #expect(rulebook.known.answers.count == 4)
        for answer in rulebook.known.answers {
            let held = try #require(try briefing.heldCase(Self.input(answer)), "\(answer.id) is not held")
            #expect(
                held.concerns.contains { $0.category == answer.category }, "\(answer.id): \(held.concerns)")
            #expect(held.test == nil && held.start.origin == .hold && held.start.requests.count == 1)
        }
    }

    private static func input(_ answer: KnownAnswer) -> BriefingInput {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let customer = CustomerID(ULID(at: now, entropy: [UInt8](repeating: 3, count: 10)))
        return BriefingInput(
            request: SummaryRequest(
                customer: .customer(customer), purpose: answer.asking.purpose,
                conversation: answer.conversation(seed: 5)), caller: answer.caller(tenant: "default"),
            trace: String(repeating: "0", count: 32),
            customer: KnownCustomer(id: customer, newLinks: [], evidence: []),
            timeline: Timeline([answer.history(customer: customer, seed: 5, since: now)]),
            callerStaff: answer.askerRows,
            staff: [], now: now, seed: [UInt8](repeating: 5, count: 32))
    }

    @Test("what is wrong with a file is told with its name and line, and no known answer is ever drawn then")
    func faults() throws {
        let terms = try Self.file("known/known.yaml", Self.terms)
        let good = try String(
            contentsOfFile: Self.checkout + "/demo/known-answers/chargeback.yaml", encoding: .utf8)
        #expect(try Self.rules([]).terms == nil)
        #expect(try Self.rules([terms, try Self.file("known/a.yaml", good)]).answers.count == 1)
        let wrong: [(path: String, text: String, says: String)] = [
            ("known/b.yaml", good, "stands in another file too"),
            (
                "known/b.yaml",
                good.replacing("chargeback-opened", with: "b").replacing(
                    "[release, release_edited]", with: "[let_go]"), "expected at least one of"
            ),
            (
                "known/b.yaml", good.replacing("category: billing", with: "category: weather"),
                "found \"weather\""
            ),
            ("known/b.yaml", good.replacing("\"5###\"", with: "\"5001\""), "3 to 15 #"),
            ("known/b.yaml", good.replacing("because:", with: "why:"), "unknown key \"why\""),
            (
                "known/b.yaml", good.replacing("minutes_before: 300", with: "minutes_before: -3"),
                "expected a number from 0"
            ),
        ]
        for fault in wrong {
            do {
                _ = try Self.rules([
                    terms, try Self.file("known/a.yaml", good), try Self.file(fault.path, fault.text),
                ])
                Issue.record("accepted: \(fault.says)")
            } catch {
                #expect("\(error)".contains(fault.says), "\(error)")
                #expect("\(error)".contains("known/b.yaml"), "\(error)")
            }
        }
        #expect(throws: RuleFileProblems.self) { try Self.rules([try Self.file("known/a.yaml", good)]) }
        let deciding = Self.terms.replacing("[compliance]", with: "[reviewer]")
        #expect(throws: RuleFileProblems.self) {
            try Self.rules([try Self.file("known/known.yaml", deciding)])
        }
    }
}
