import ArgumentParser
import Conversations
import Detection
import FieldPolicy
import Foundation
import PhoneNumbering
import RuleFiles
import Sodium
import Trials

struct RulesExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why a class, or each value in a text, is treated as it is for one role and purpose.",
        discussion: """
            With --field one class, with --text every value in a text, else every class. With --known a text is also searched \
            for the values of a customer's record, as an answer is: {"known":[{"class","value"}, …]}; the demo has one. Told \
            are bytes, class, rule, what found it and what spoke for it, what becomes of it, and the request to make; never \
            the value. Exit code 1 when the role may not ask for the purpose.
              throughline rules explain --role vendor_agent --purpose arrange_delivery --field contact.phone
              echo "card 4111 1111 1111 1111" | throughline rules explain --role agent --purpose resolve_billing --text -
              echo "ring D-a-n-i-e-l Okafor" | throughline rules explain --role vendor_agent --purpose arrange_delivery --text - \\
                  --known demo/records/daniel-okafor.json
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var asked: QuestionOptions

    @Option(help: "One field class, for example payment.card.")
    var field: String?

    @Option(help: "A text, or - for standard input.")
    var text: String?

    @Option(
        help: ArgumentHelp("With --text: a file with the values of a customer's record.", valueName: "file"))
    var known: String?

    @ArgumentParser.Flag(help: "Print JSON, a document a line.")
    var json = false

    func validate() throws {
        guard field == nil || text == nil else {
            throw ValidationError("expected --field or --text, found both")
        }
        guard known == nil || text != nil else { throw ValidationError("--known goes with --text") }
    }

    func run() throws {
        let policy = try rules.compiling { try CompiledPolicy.load(folder: $0) }
        let question = try asked.question(under: policy)
        let classes = try field.map { [try named($0, in: policy)] } ?? policy.classes.map(\.fieldClass)
        do {
            if let text {
                try explain(text == "-" ? try standardInput() : text, question, policy)
            } else {
                for one in classes {
                    show(
                        FieldAnswer(
                            policy: policy, question: question, explanation: try policy.explain(question, one)
                        ))
                }
            }
        } catch let refusal as PolicyRefusal {
            Terminal.print(
                json
                    ? JSONValue.object([
                        "refused": .string(refusal.code.rawValue), "rule": .string(refusal.rule.text),
                        "because": .string(refusal.because),
                    ]).text() : "refused: \(refusal.code.rawValue) by \(refusal.rule): \(refusal.because)")
            throw Exit.negativeFinding
        }
    }

    private func show(_ answer: FieldAnswer) {
        if json { return Terminal.print(answer.json.text()) }
        for line in answer.lines { Terminal.print(line) }
    }

    private func named(_ path: String, in policy: CompiledPolicy) throws -> FieldClass {
        guard let fieldClass = FieldClass(path), policy.fieldClass(fieldClass) != nil else {
            let hint = nearest(to: path, in: policy.classes.map(\.fieldClass.path))
            throw ValidationError("--field: expected a class of the policy, found \"\(path)\"\(hint)")
        }
        return fieldClass
    }

    private func standardInput() throws -> String {
        do {
            return String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
        } catch { throw Terminal.stop("-: expected readable standard input", Exit.usage) }
    }

    /// Values in the order of the text: where, what, found by what, and what becomes of them; never the value.
    private func explain(_ text: String, _ question: PolicyQuestion, _ policy: CompiledPolicy) throws {
        // WHY: asked first, so that a refusal is told before anything is looked at.
        let view = try policy.view(question)
        let pseudonymiser = try SodiumPseudonymiser.withPublicTestKey()
        let explanation = try rules.compiling {
            try TextExplanation(
                folder: $0, view: view, pseudonymiser: pseudonymiser, phoneNumbers: LibraryPhoneNumbers())
        }
        let parts: [TextExplanation.Part]
        do { parts = try explanation.parts(of: text, known: try record()) } catch let problem as TrialProblem
        {
            throw Terminal.stop("the text could not be treated: \(problem.code.rawValue)", Exit.fault)
        }
        for part in parts {
            show(
                FieldAnswer(
                    policy: policy, question: question,
                    explanation: try policy.explain(question, part.fieldClass),
                    span: part))
        }
        if parts.isEmpty, !json {
            Terminal.print(
                "nothing found"
                    + (known == nil ? " by form; a customer's own record (--known) finds more" : ""))
        }
    }

    private func record() throws -> [KnownValue] {
        guard let known else { return [] }
        guard let bytes = FileManager.default.contents(atPath: known) else {
            throw Terminal.stop("--known: expected a file at \(known), found none", Exit.usage)
        }
        guard let values = (try? JSONValue(json: Array(bytes))).flatMap(TextExplanation.known) else {
            throw Terminal.stop(
                "\(known): expected {\"known\":[{\"class\",\"value\"}, …]}, found something else", Exit.usage)
        }
        return values
    }
}
