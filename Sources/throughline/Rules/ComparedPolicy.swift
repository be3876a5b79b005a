import ArgumentParser
import FieldPolicy
import RuleFiles

/// A policy that is looked at beside another; a draft whose cases still fail can be compared as well.
enum ComparedPolicy {
    /// Reads the policy of a folder, and notes on standard error when a gateway would not load it.
    ///
    /// - Throws: an exit code when the files cannot be read.
    static func read(_ directory: String) throws -> CompiledPolicy {
        try compiled(try folder(directory), directory)
    }

    /// The rule files of a folder, laid over others where there are such.
    ///
    /// - Throws: an exit code when the files cannot be read.
    static func folder(_ directory: String, over base: RuleFolder? = nil) throws -> RuleFolder {
        do {
            let folder = try RuleFolder(directory: directory)
            return base.map { $0.overlaid(by: folder) } ?? folder
        } catch { throw unfit(directory, error) }
    }

    /// The policy of files that were read.
    ///
    /// - Throws: an exit code when it cannot be compiled.
    static func compiled(_ folder: RuleFolder, _ directory: String) throws -> CompiledPolicy {
        let policy: CompiledPolicy
        do { policy = try CompiledPolicy.forTesting(folder: folder) } catch { throw unfit(directory, error) }
        let count = PolicyCheck(folder: folder).faults.count
        if count > 0 {
            Terminal.note("note: \(directory) would not load: \(count) faults, which `rules check` names")
        }
        return policy
    }

    private static func unfit(_ directory: String, _ problems: RuleFileProblems) -> any Error {
        Terminal.stop("\(directory): the rules do not fit\n\(problems)", Exit.configuration)
    }
}
