import Conversations
import Detection
import FieldPolicy
import Redaction
import RuleFiles
import Sodium
import Testing
import Trials

/// A search that fails, sees nothing, or answers for too few messages.
private struct FaultyFinder: ValueFinder {
    enum Fault: CaseIterable, Sendable { case refusing, blind, short, restless }
    let fault: Fault

    func findings(
        in messages: [String], search: KnownValueSearch
    ) throws(DetectionFailure) -> [[Finding]] {
        switch fault {
        case .refusing: throw .messageTooLarge(1)
        case .blind: return messages.map { _ in [] }
        case .short: return []
        case .restless:
            return messages.map { text in
                text.isEmpty
                    ? []
                    : [Finding(range: 0..<1, fieldClass: "secret", detector: "restless", isLinked: false)]
            }
        }
    }
}

@Suite struct RedactTrialTests {
    private static let row =
        #"{"id":7,"text":"Tamsin Okonjo, card 4111 1111 1111 1111","known":[{"class":"person.name","value":"Tamsin Okonjo"}]}"#

    private func folder() throws -> RuleFolder {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleFolder(directory: "/\(root)/redaction-rules")
    }

    @Test("a fault in either search gives an error row with no byte of the text", arguments: [true, false])
    func faults(isFinder: Bool) throws {
        let detector = Detector(rules: try DetectorRules(folder: try folder()))
        for fault in FaultyFinder.Fault.allCases where isFinder || fault != .blind {
            let faulty = FaultyFinder(fault: fault)
            let redactor = Redactor(
                detector: detector, pseudonymiser: try SodiumPseudonymiser.withPublicTestKey(),
                finder: isFinder ? faulty as any ValueFinder : detector,
                inspector: isFinder ? detector : faulty)
            let trial = RedactTrial(
                redactor: redactor, view: PolicyView(decisions: [:]), classes: ["person.name"])
            var run = TrialRun(trial, isScored: false)
            #expect(run.answer(to: Array(Self.row.utf8)) == #"{"error":{"code":"engine","line":1},"id":7}"#)
            #expect(run.problemCount == 1)
        }
    }

    @Test("labels beyond their text cost nothing, are not scored, and are counted apart")
    func strayLabels() throws {
        let policy = try CompiledPolicy.load(folder: try folder())
        let trial = try RedactTrial(
            folder: try folder(), view: try policy.view(role: "agent", purpose: "arrange_delivery"),
            pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        var run = TrialRun(trial, isScored: true)
        let row =
            #"{"id":1,"text":"call Tamsin","labels":[{"start":0,"end":9007199254740991,"class":"person.name"},"#
            + #"{"message":7,"start":0,"end":4,"class":"person.name"},"#
            + #"{"start":8,"end":12,"class":"other"},{"start":5,"end":11,"class":"person.name"}]}"#
        _ = run.answer(to: Array(row.utf8))
        let report = try #require(run.report())
        #expect(report.first?.contains(" of 1,") == true)
        #expect(report.last == "labels beyond their text, not scored: 3")
        var stray = TrialRun(trial, isScored: true)
        _ = stray.answer(
            to: Array(#"{"id":1,"text":"x","labels":[{"start":0,"end":2,"class":"secret"}]}"#.utf8))
        #expect(stray.report() == ["labels beyond their text, not scored: 1"])
    }

    @Test("a known value of a class that nobody names is an error and not passed over")
    func unknownClass() throws {
        let folder = try folder()
        let policy = try CompiledPolicy.load(folder: folder)
        let trial = try RedactTrial(
            folder: folder, view: try policy.view(role: "agent", purpose: "arrange_delivery"),
            pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        var run = TrialRun(trial, isScored: false)
        let misspelt = Self.row.replacing("person.name", with: "persn.name")
        #expect(
            run.answer(to: Array(misspelt.utf8)) == #"{"error":{"code":"unknown_class","line":1},"id":7}"#)
        #expect(run.answer(to: Array(Self.row.utf8))?.contains(#""text":"#) == true)
    }
}
