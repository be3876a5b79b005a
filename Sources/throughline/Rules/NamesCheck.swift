import Conversations
import FieldPolicy
import ReviewFlags
import RuleFiles

/// Names by which one engine's files mean another's, and files that no engine reads: slips of the pen that load.
struct NamesCheck {
    /// The folders that engines read.
    private static let engines = [
        "answers", "detectors", "extracts", "identity", "known", "policy", "queue", "review", "schema",
    ]
    /// The categories that the gate, the clocks and the answers know.
    private static let categories = FlagRules.mandatoryCategories.map(\.text).sorted()

    /// One remark for each such name and file, in the order of the files.
    let remarks: [RuleFileProblem]

    /// Looks at rules that load.
    ///
    /// - Parameters:
    ///   - folder: all rule files.
    ///   - policy: names the field classes.
    init(_ folder: RuleFolder, under policy: CompiledPolicy) {
        let strays = folder.files.filter { file in
            !Self.engines.contains { file.path.hasPrefix($0 + "/") }
        }
        let known = Set(policy.classes.map(\.fieldClass.path))
        let classes = folder.files(in: "detectors").flatMap { file in
            Self.items("detectors", of: file.root).compactMap { try? $0.optional("class") }
        }.filter { node in
            let path = (try? node.text()) ?? ""
            // WHY: a class below one of the tree is decided as that one is.
            return !known.contains { path == $0 || path.hasPrefix($0 + ".") }
        }
        let categories = folder.files(in: "review").compactMap { try? $0.root.optional("category") }
            .filter { !Self.categories.contains((try? $0.text()) ?? "") }
        remarks =
            strays.map {
                RuleFileProblem(
                    file: $0.path, line: 0,
                    message:
                        "no engine reads it, expected below one of: \(Self.engines.joined(separator: ", "))")
            }
            + classes.map {
                $0.problem("the class \((try? $0.text()) ?? "") is not in the policy's tree")
            }
            + categories.map {
                $0.problem(
                    "the category \((try? $0.text()) ?? "") is none of \(Self.categories.joined(separator: ", "))"
                        + ": no clock, office or answer knows it")
            }
    }

    private static func items(_ name: String, of root: RuleNode) -> [RuleNode] {
        (try? root.optional(name)?.items()) ?? []
    }
}
