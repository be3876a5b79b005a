import Conversations
import Detection
import Extracts
import Identity
import ReviewFlags
import RuleFiles
import Sodium

/// What a run of one engine's cases found.
struct EngineCases {
    /// The engine's folder, for example `detectors`.
    let name: String
    let count: Int
    let failures: [RuleFileProblem]
    /// What no case names.
    let uncovered: [String]
    /// What is reported beside, one line each.
    var shares: [String] = []

    var isSound: Bool { failures.isEmpty && uncovered.isEmpty }

    var lines: [String] {
        failures.map { "failed: \($0)" } + uncovered.map { "no case of \(name) names \($0)" }
            + ["\(name): \(count) cases, \(failures.count) not met"] + shares.map { "\(name): \($0)" }
    }

    var document: JSONValue {
        [
            "cases": JSONValue(count), "failures": .array(failures.map(RulesText.problem)),
            "uncovered": .array(uncovered.map { .string($0) }), "shares": .array(shares.map { .string($0) }),
        ]
    }

    /// Runs the cases of every engine besides the policy whose rules the folder holds.
    ///
    /// - Throws: the exit code for rules or cases that do not load.
    static func runs(of folder: RuleFolder) throws -> [EngineCases] {
        let engines: [(name: String, run: (RuleFolder) throws(RuleFileProblems) -> EngineCases)] = [
            ("detectors", detectors), ("identity", identity), ("review", review), ("extracts", extracts),
        ]
        do throws(RuleFileProblems) {
            var found: [EngineCases] = []
            for engine in engines where !folder.files(in: engine.name).isEmpty {
                found.append(try engine.run(folder))
            }
            return found
        } catch {
            throw Terminal.stop("the rules do not fit\n\(error)", Exit.configuration)
        }
    }

    private static func detectors(_ folder: RuleFolder) throws(RuleFileProblems) -> EngineCases {
        let (rules, cases) = (try DetectorRules(folder: folder), try DetectorCases(folder: folder))
        return EngineCases(
            name: "detectors", count: cases.count, failures: cases.failures(under: Detector(rules: rules)),
            uncovered: cases.uncoveredDetectors(in: rules))
    }

    private static func identity(_ folder: RuleFolder) throws(RuleFileProblems) -> EngineCases {
        let (rules, cases) = (try IdentityRules(folder: folder), try IdentityCases(folder: folder))
        return EngineCases(
            name: "identity", count: cases.count, failures: cases.failures(under: rules),
            uncovered: cases.uncoveredRules(in: rules).map(\.text))
    }

    private static func review(_ folder: RuleFolder) throws(RuleFileProblems) -> EngineCases {
        let detector = FlagDetector(rules: try FlagRules(folder: folder, digester: SodiumDigester()))
        let cases = try FlagCases(folder: folder)
        let aside = Dictionary(grouping: cases.cases.filter(\.isHeldAside), by: \.language)
        let guesses = cases.guesses(under: detector)
        let guessed =
            "\(guesses.flagged) of \(guesses.harmless) harmless ones flagged by the linear model alone"
        let shares = aside.sorted { $0.key < $1.key }.map { language, cases in
            let share = FlagCaseShare(cases, under: detector)
            return "kept aside, \(language): \(share.found) of \(share.wanted) found, "
                + "\(share.wrong) of \(share.harmless) harmless ones flagged"
        }
        return EngineCases(
            name: "review", count: cases.cases.count - aside.values.reduce(0) { $0 + $1.count },
            failures: cases.failures(under: detector),
            uncovered: cases.uncoveredRules(in: detector).map(\.text), shares: shares + [guessed])
    }

    private static func extracts(_ folder: RuleFolder) throws(RuleFileProblems) -> EngineCases {
        let (rules, cases) = (try ExtractRules(folder: folder), try ExtractCases(folder: folder))
        return EngineCases(
            name: "extracts", count: cases.count, failures: cases.failures(under: Extractor(rules: rules)),
            uncovered: [])
    }
}
