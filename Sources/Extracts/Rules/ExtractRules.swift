public import RuleFiles

/// The lexicons and weights of the extractor, read from `extracts/` and checked.
///
/// A language without a lexicon is read by position, length and values only;
/// ``Extract/withoutLexicon`` says so.
public struct ExtractRules: Sendable {
    /// Tells one reading of the rules from another.
    final class Mark: Sendable {}

    let mark = Mark()
    let lexicons: [Lexicon]
    let weights: ExtractWeights
    /// The lexicons' words by key.
    let table: WordTable
    let cutter: SentenceCutter
    let quotes: QuotedText

    /// Reads `extracts/weights.yaml` and every `extracts/lexicon-….yaml`.
    ///
    /// - Parameter folder: the rule files.
    /// - Throws: ``RuleFileProblems`` with file and line of everything that is wrong.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        var problems: [RuleFileProblem] = []
        var lexicons: [Lexicon] = []
        var weights: ExtractWeights?
        for file in folder.files(in: "extracts") {
            do throws(RuleFileProblem) {
                switch file.schema {
                case Lexicon.schema: lexicons.append(try Lexicon(file))
                case ExtractWeights.schema where weights == nil: weights = try ExtractWeights(file)
                default:
                    throw try file.root.member("schema").problem(
                        "expected schema \"\(Lexicon.schema)\" or one \"\(ExtractWeights.schema)\","
                            + " found \"\(file.schema)\"")
                }
            } catch {
                problems.append(error)
            }
        }
        if problems.isEmpty, weights == nil || lexicons.isEmpty || lexicons.count > WordTable.languagesMax {
            problems.append(
                RuleFileProblem(
                    file: "extracts", line: 0,
                    message: "expected weights and 1 to \(WordTable.languagesMax) lexicons,"
                        + " found \(lexicons.count) lexicons"))
        }
        guard problems.isEmpty, let weights else { throw RuleFileProblems(problems) }
        self.lexicons = lexicons
        self.weights = weights
        table = WordTable(lexicons)
        cutter = SentenceCutter(lexicons)
        quotes = QuotedText(lexicons)
    }

    /// The codes of the languages that have a lexicon, in byte order of their files.
    public var languages: [String] { lexicons.map(\.language) }
}
