import ArgumentParser
import Briefing
import Conversations
import NIOHTTP1
import PhoneNumbering
import ReviewQueue
import RuleFiles
import Sodium

struct ReviewKnown: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "known",
        abstract: "Cases whose answer is known, given to reviewers among the others.",
        discussion: """
            An officer registers them as rule files below known/: known.yaml says how many are drawn, each further file is \
            one invented case. `check` says of each whether it would be given out; `list` shows which cases are tests and \
            who was right, to officers; a reviewer sees their own results there once they are told.
            """,
        subcommands: [ReviewKnownCheck.self, ReviewKnownList.self])
}

struct ReviewKnownList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the cases whose answer is known, as far as you may know which.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let document = try await options.ask(.GET, "/v1/reviews?known=true")
        guard !options.json else { return }
        let found = document["body"]?["cases"]?.array ?? []
        Terminal.print(found.isEmpty ? "none that you may know of" : "\(found.count) cases")
        found.flatMap(ReviewText.lines).forEach(Terminal.print)
    }
}

struct ReviewKnownCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Says of each registered case whether the rules hold it, for what, and who would decide it.",
        discussion: "Exit code 1 when one of them would not be given out.")

    @OptionGroup var rules: RulesOption

    @ArgumentParser.Flag(help: "Print one JSON document a case.")
    var json = false

    func run() throws {
        let rulebook = try rules.compiling { folder in
            try Rulebook(folder: folder, digester: SodiumDigester(), phoneNumbers: LibraryPhoneNumbers())
        }
        guard let terms = rulebook.known.terms else {
            throw Terminal.stop(
                "\(rules.directory()): expected known/known.yaml, found none: no case is ever drawn",
                Exit.negativeFinding)
        }
        let briefing = Briefing(
            rulebook: rulebook, digester: SodiumDigester(),
            pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        var unfit = 0
        for answer in rulebook.known.answers {
            let finding = finding(answer, briefing)
            if !finding.isGiven { unfit += 1 }
            show(answer, finding)
        }
        if !json {
            Terminal.print(
                "\(rulebook.known.answers.count) registered, beside \(terms.sharePermille) of 1000 cases, each again "
                    + "after \(terms.againAfterDays) days at the earliest")
        }
        if unfit > 0 { throw Exit.negativeFinding }
    }

    private struct Finding {
        let isGiven: Bool
        let text: String
    }

    /// What the gate makes of a case, with nothing but its own history to read.
    private func finding(_ answer: KnownAnswer, _ briefing: Briefing) -> Finding {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let customer = CustomerID(ULID(at: now, entropy: [UInt8](repeating: 7, count: 10)))
        let input = BriefingInput(
            request: SummaryRequest(
                customer: .customer(customer), purpose: answer.asking.purpose,
                conversation: answer.conversation(seed: 7)),
            caller: answer.caller(tenant: "default"), trace: String(repeating: "0", count: 32),
            customer: KnownCustomer(id: customer, newLinks: [], evidence: []),
            timeline: Timeline([answer.history(customer: customer, seed: 7, since: now)]),
            callerStaff: answer.askerRows,
            staff: [], now: now, seed: [UInt8](repeating: 7, count: 32))
        let held: ReviewCase?
        do { held = try briefing.heldCase(input) } catch {
            return Finding(isGiven: false, text: "cannot be shown: \(error.problem.detail ?? "no answer")")
        }
        guard let held else {
            return Finding(
                isGiven: false,
                text:
                    "\(answer.asking.role) is not held: no rule finds anything, or the role may not ask this")
        }
        let categories = held.concerns.map { "\($0.category?.text ?? "not_assessed") \($0.severity)" }
        let names = categories.joined(separator: ", ")
        guard held.concerns.contains(where: { $0.category == answer.category }) else {
            return Finding(isGiven: false, text: "held for \(names), expected \(answer.category)")
        }
        return Finding(isGiven: true, text: "held for \(names)")
    }

    private func show(_ answer: KnownAnswer, _ finding: Finding) {
        guard json else {
            Terminal.print(
                "\(answer.id): \(finding.isGiven ? "given out" : "NOT GIVEN OUT"), \(finding.text); right: "
                    + answer.expected.joined(separator: " or "))
            return
        }
        let document: JSONValue = [
            "name": .string(answer.id.text), "category": .string(answer.category.text),
            "expected": .array(answer.expected.map(JSONValue.string)), "given_out": .bool(finding.isGiven),
            "finding": .string(finding.text),
        ]
        Terminal.print(document.text())
    }
}
