import Conversations
public import RuleFiles

/// The cases of `detectors/cases/`: texts with what a detector must find, and texts in which it must find nothing.
public struct DetectorCases: Sendable {
    /// What every file of cases says it follows.
    public static let schema = "throughline/detector-cases/v1"

    private let cases: [DetectorCase]

    /// Reads the cases of a rule folder; a folder without any is allowed.
    ///
    /// - Throws: ``RuleFileProblems`` with the first fault of each file.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        cases = try folder.readCases(in: "detectors", schema: Self.schema) { file throws(RuleFileProblem) in
            var cases: [DetectorCase] = []
            for node in try file.root.member("cases").items() { cases += try DetectorCase.list(node) }
            return cases
        }
    }

    /// How many texts there are.
    public var count: Int { cases.count }

    /// Runs every case.
    ///
    /// - Returns: one problem for each text in which the detector finds something else, with its line.
    public func failures(under detector: Detector) -> [RuleFileProblem] {
        cases.compactMap { one in
            do throws(DetectionFailure) {
                let found = try detector.findings(in: [one.text])[0].filter {
                    $0.detector.text == one.detector
                }
                return one.failure(found.map(\.range))
            } catch {
                return one.place.problem("\(one.detector): found a text that cannot be searched, \(error)")
            }
        }
    }

    /// The detectors that have no case, by name.
    public func uncoveredDetectors(in rules: DetectorRules) -> [String] {
        let named = Set(cases.map(\.detector))
        return rules.detectorIDs.filter { !named.contains($0) }
    }
}

/// One text of a case.
private struct DetectorCase: Sendable {
    let detector: String
    let text: String
    /// UTF-8 bytes of what must be found; `nil` when nothing may.
    let wanted: Range<Int>?
    let place: RuleNode

    /// The texts of one entry: at least one with something to find and one to keep.
    static func list(_ node: RuleNode) throws(RuleFileProblem) -> [DetectorCase] {
        try node.allowOnly(["detector", "find", "keep"])
        let detector = try node.member("detector").text()
        let (find, keep) = (try node.member("find").items(), try node.member("keep").items())
        guard !find.isEmpty, !keep.isEmpty else {
            throw node.problem("expected at least one text under find and one under keep")
        }
        var cases: [DetectorCase] = []
        for item in find { cases.append(try DetectorCase(detector, marked: item)) }
        for item in keep {
            cases.append(
                DetectorCase(detector: detector, text: try item.text(), wanted: nil, place: item))
        }
        return cases
    }

    private init(detector: String, text: String, wanted: Range<Int>?, place: RuleNode) {
        self.detector = detector
        self.text = text
        self.wanted = wanted
        self.place = place
    }

    /// A text with one stretch between « and ».
    private init(_ detector: String, marked node: RuleNode) throws(RuleFileProblem) {
        let marked = try node.text()
        guard let open = marked.firstIndex(of: "«"), let close = marked.firstIndex(of: "»"), open < close
        else {
            throw node.problem("expected one stretch between « and »")
        }
        let head = String(marked[..<open])
        let value = String(marked[marked.index(after: open)..<close])
        let start = head.utf8.count
        self.init(
            detector: detector, text: head + value + marked[marked.index(after: close)...],
            wanted: start..<(start + value.utf8.count), place: node)
    }

    /// What differs from what was expected; `nil` when nothing does.
    func failure(_ found: [Range<Int>]) -> RuleFileProblem? {
        guard let wanted else {
            return found.isEmpty
                ? nil : place.problem("\(detector): expected no finding, found \(shown(found))")
        }
        guard !found.contains(wanted) else { return nil }
        return place.problem("\(detector): expected \(shown([wanted])), found \(shown(found))")
    }

    private func shown(_ ranges: [Range<Int>]) -> String {
        let bytes = Array(text.utf8)
        let texts = ranges.map { "\"\(String(decoding: bytes[$0], as: UTF8.self))\"" }
        return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
    }
}
