import ArgumentParser
import FieldPolicy
import RuleFiles

/// A policy that is looked at beside another; a draft whose cases still fail can be compared as well.
enum ComparedPolicy {
    /// Reads the policy of a folder, and notes on standard error when a gateway would not load it.
    ///
    /// - Throws: an exit code when the files cannot be read.
    static func read(_ directory: String) throws -> CompiledPolicy {
        do {
            let folder = try RuleFolder(directory: directory)
            let policy = try CompiledPolicy.forTesting(folder: folder)
            let count = PolicyCheck(folder: folder).faults.count
            if count > 0 {
                Terminal.note("note: \(directory) would not load: \(count) faults, which `rules check` names")
            }
            return policy
        } catch {
            throw Terminal.stop("\(directory): the rules do not fit\n\(error)", Exit.configuration)
        }
    }
}
