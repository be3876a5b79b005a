public import Conversations
import Foundation

/// All rule files of one folder, read at one moment.
///
/// Layout: `policy/`, `detectors/`, `review/`, `extracts/`, `identity/`, `queue/`, `known/` hold the files of one engine each; `cases/` below
/// any of them holds its test cases. Files are taken in byte order of their paths, so that every machine agrees.
public struct RuleFolder: Sendable {
    /// The files, by path.
    public let files: [RuleFile]

    /// Takes files that were read elsewhere.
    public init(files: [RuleFile]) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Reads every `.yaml` file below a folder. What is hidden, or lies in a hidden folder, is no rule file: an editor's
    /// lock or a backup would else change the rules. A link to a file is read as the file.
    ///
    /// - Parameter directory: an absolute or relative path.
    /// - Throws: ``RuleFileProblems`` naming every file that cannot be read.
    public init(directory: String) throws(RuleFileProblems) {
        // WHY: the folder itself may be a link, which a walk does not follow.
        let directory = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
        guard let walk = FileManager.default.enumerator(atPath: directory) else {
            throw RuleFileProblems([
                RuleFileProblem(
                    file: directory, line: 0, message: "expected a folder of rule files, found none")
            ])
        }
        var files: [RuleFile] = []
        var problems: [RuleFileProblem] = []
        for case let path as String in walk {
            guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { continue }
            if path.hasSuffix(".yml") {
                problems.append(
                    RuleFileProblem(
                        file: path, line: 0, message: "expected a name that ends in .yaml, found .yml"))
            }
            guard path.hasSuffix(".yaml") else {
                if Self.isLinkedFolder(directory + "/" + path) {
                    problems.append(
                        RuleFileProblem(
                            file: path, line: 0,
                            message:
                                "expected a folder or files, found a link to a folder, which is not followed")
                    )
                }
                continue
            }
            guard let data = FileManager.default.contents(atPath: directory + "/" + path) else {
                problems.append(RuleFileProblem(file: path, line: 0, message: "cannot be read"))
                continue
            }
            do {
                files.append(try RuleFile(path: path, bytes: Array(data)))
            } catch {
                problems.append(error)
            }
        }
        if files.isEmpty, problems.isEmpty {
            problems.append(
                RuleFileProblem(
                    file: directory, line: 0, message: "expected at least one .yaml file, found none"))
        }
        guard problems.isEmpty else { throw RuleFileProblems(problems) }
        self.init(files: files)
    }

    /// Whether a name is a link to a folder.
    ///
    /// WHY asked: a walk passes such a link by, and the rules behind it would be missing without a word.
    private static func isLinkedFolder(_ path: String) -> Bool {
        let url = URL(fileURLWithPath: path)
        guard (try? url.resourceValues(forKeys: [.isSymbolicLinkKey]))?.isSymbolicLink == true else {
            return false
        }
        let target = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey])
        return target?.isDirectory == true
    }

    /// The folder with another laid over it: a file of the same path takes its place, the others are added.
    public func overlaid(by other: RuleFolder) -> RuleFolder {
        let replaced = Set(other.files.map(\.path))
        return RuleFolder(files: files.filter { !replaced.contains($0.path) } + other.files)
    }

    /// The folder without one of its folders.
    public func without(_ name: String) -> RuleFolder {
        RuleFolder(files: files.filter { !$0.path.hasPrefix(name + "/") })
    }

    /// The files below one folder of this one, without test cases.
    ///
    /// - Parameter name: for example `detectors`.
    /// - Returns: the files in byte order of their paths.
    public func files(in name: String) -> [RuleFile] {
        files.filter { $0.path.hasPrefix(name + "/") && !$0.path.contains("/cases/") }
    }

    /// The test cases of one engine.
    ///
    /// - Parameter name: for example `detectors`.
    /// - Returns: the files in byte order of their paths.
    public func cases(in name: String) -> [RuleFile] {
        files.filter { $0.path.hasPrefix(name + "/cases/") }
    }

    /// Reads every case of one engine.
    ///
    /// - Parameters:
    ///   - name: for example `detectors`.
    ///   - schema: what every file of these cases says it follows.
    ///   - members: what may stand at the top of such a file besides `schema`.
    ///   - read: gives the cases of one file.
    /// - Returns: the cases in the order of the files; none is allowed.
    /// - Throws: ``RuleFileProblems`` with the first fault of each file.
    public func readCases<Case>(
        in name: String, schema: String, members: [String] = ["cases"],
        _ read: (RuleFile) throws(RuleFileProblem) -> [Case]
    ) throws(RuleFileProblems) -> [Case] {
        var cases: [Case] = []
        var problems: [RuleFileProblem] = []
        for file in self.cases(in: name) {
            do throws(RuleFileProblem) {
                try file.expect(schema: schema)
                try file.root.allowOnly(["schema"] + members)
                cases += try read(file)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw RuleFileProblems(problems) }
        return cases
    }

    /// The `rules` member of every leaf: SHA-256 of canonical `[[path, hex SHA-256 of file], …]` by path.
    public func digest(_ digester: some Digester) -> [UInt8] {
        let rows = files.map { file in
            JSONValue.array([.string(file.path), .string(hex(digester.sha256(file.bytes)))])
        }
        do {
            return digester.sha256(try JSONValue.array(rows).canonicalBytes())
        } catch {
            preconditionFailure("strings in arrays always have a canonical form")
        }
    }
}
