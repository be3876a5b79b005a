import ArgumentParser
import Foundation
import RuleFiles

/// Where the rule files are.
struct RulesOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of rule files (default: $THROUGHLINE_RULES, else ./redaction-rules, else the installed one).",
            valueName: "dir"))
    var rules: String?

    @Option(
        help: ArgumentHelp(
            "A folder laid over it: a file of the same path takes its place, the others are added.",
            valueName: "dir"))
    var overlay: String?

    func directory() -> String {
        if let rules { return rules }
        if let named = ProcessInfo.processInfo.environment["THROUGHLINE_RULES"] { return named }
        let installed = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("share/throughline/redaction-rules").path
        let isHere = FileManager.default.fileExists(atPath: "redaction-rules")
        return isHere || !FileManager.default.fileExists(atPath: installed) ? "redaction-rules" : installed
    }

    /// Reads the folder; leaves with 78 and every fault named when it does not fit.
    func folder() throws -> RuleFolder {
        do {
            let folder = try RuleFolder(directory: directory())
            guard let overlay else { return folder }
            return folder.overlaid(by: try RuleFolder(directory: overlay))
        } catch {
            throw Terminal.stop(error.description, Exit.configuration)
        }
    }

    /// Runs what compiles rules; leaves with 78 and every fault named when they do not fit.
    func compiling<Result>(_ compile: (RuleFolder) throws -> Result) throws -> Result {
        let folder = try folder()
        do {
            return try compile(folder)
        } catch let problems as RuleFileProblems {
            throw Terminal.stop("the rules do not fit\n" + problems.description, Exit.configuration)
        }
    }
}
