import ArgumentParser
import Conversations
import Detection
import FieldPolicy
import Foundation
import RuleFiles

struct RulesExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why a class, or each value in a text, is treated as it is for one role and purpose.",
        discussion: """
            With --field one class, with --text what is found in a text (never the value itself), else every class. Exit \
            code 1 when the role may not ask for the purpose.
              throughline rules explain --role vendor_agent --purpose arrange_delivery --field contact.phone
              echo "card 4111 1111 1111 1111" | throughline rules explain --role agent --purpose resolve_billing --text -
            """)

    @OptionGroup var rules: RulesOption
    @OptionGroup var asked: QuestionOptions

    @Option(help: "One field class, for example payment.card.")
    var field: String?

    @Option(help: "A text, or - for standard input.")
    var text: String?

    @ArgumentParser.Flag(help: "Print JSON, a document a line.")
    var json = false

    func validate() throws {
        guard field == nil || text == nil else {
            throw ValidationError("expected --field or --text, found both")
        }
    }

    func run() throws {
        let policy = try rules.compiling { try CompiledPolicy.load(folder: $0) }
        let question = try asked.question(under: policy)
        let classes = try field.map { [try known($0, in: policy)] } ?? policy.classes.map(\.fieldClass)
        do {
            if let text {
                try explain(text == "-" ? standardInput() : text, question, policy)
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

    private func known(_ path: String, in policy: CompiledPolicy) throws -> FieldClass {
        guard let fieldClass = FieldClass(path), policy.fieldClass(fieldClass) != nil else {
            let hint = nearest(to: path, in: policy.classes.map(\.fieldClass.path))
            throw ValidationError("--field: expected a class of the policy, found \"\(path)\"\(hint)")
        }
        return fieldClass
    }

    private func standardInput() -> String {
        String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }

    /// Findings in the order of the text: where, what, by which detector, and what becomes of it; never the value.
    private func explain(_ text: String, _ question: PolicyQuestion, _ policy: CompiledPolicy) throws {
        let detector = try rules.compiling { Detector(rules: try DetectorRules(folder: $0)) }
        // WHY: asked first, so that a refusal is told before anything is looked at.
        _ = try policy.view(question)
        let findings: [Finding]
        do { findings = try detector.findings(in: [text], known: []).first ?? [] } catch {
            throw Terminal.stop("the text could not be searched: \(error)", Exit.usage)
        }
        for finding in findings {
            let answer = FieldAnswer(
                policy: policy, question: question,
                explanation: try policy.explain(question, finding.fieldClass),
                span: FieldAnswer.Span(
                    start: finding.range.lowerBound, end: finding.range.upperBound,
                    detector: finding.detector.text, validation: finding.validation.rawValue))
            show(answer)
        }
        if findings.isEmpty, !json {
            Terminal.print("nothing found by form; a customer's own record finds more")
        }
    }
}
