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

    /// Reads `extracts/weights.yaml`, every `extracts/lexicon-….yaml` and what adds words to one of them.
    ///
    /// - Parameter folder: the rule files.
    /// - Throws: ``RuleFileProblems`` with file and line of everything that is wrong.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        var problems: [RuleFileProblem] = []
        var lexicons: [Lexicon] = []
        var weights: ExtractWeights?
        var additions: [RuleFile] = []
        for file in folder.files(in: "extracts") {
            do throws(RuleFileProblem) {
                switch file.schema {
                case Lexicon.schema: lexicons.append(try Self.lexicon(file, besides: lexicons))
                case Lexicon.additionsSchema: additions.append(file)
                case ExtractWeights.schema where weights == nil: weights = try ExtractWeights(file)
                default:
                    throw try file.root.member("schema").problem(
                        "expected schema \"\(Lexicon.schema)\", \"\(Lexicon.additionsSchema)\" or one"
                            + " \"\(ExtractWeights.schema)\", found \"\(file.schema)\"")
                }
            } catch {
                problems.append(error)
            }
        }
        for file in additions {
            do throws(RuleFileProblem) {
                let language = try file.root.member("language")
                let named = try language.text()
                guard let place = lexicons.firstIndex(where: { $0.language == named }) else {
                    throw language.problem(
                        "expected the language of a lexicon, one of: \(lexicons.map(\.language).joined(separator: ", ")),"
                            + " found \"\(named)\"")
                }
                try lexicons[place].add(file)
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

    private static func lexicon(
        _ file: RuleFile, besides lexicons: [Lexicon]
    ) throws(RuleFileProblem) -> Lexicon {
        let lexicon = try Lexicon(file)
        guard !lexicons.contains(where: { $0.language == lexicon.language }) else {
            throw try file.root.member("language").problem(
                "expected one lexicon of \"\(lexicon.language)\"; a file that adds words to it says"
                    + " \"schema: \(Lexicon.additionsSchema)\"")
        }
        return lexicon
    }

    /// The codes of the languages that have a lexicon, in byte order of their files.
    public var languages: [String] { lexicons.map(\.language) }
}
