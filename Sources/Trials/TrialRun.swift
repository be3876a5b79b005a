import Conversations

/// Runs a trial line by line: same order, same ids, a bad row answered in its place.
public struct TrialRun {
    private let trial: any Trial
    private let isScored: Bool
    private var scored: [(row: TrialRow, answer: [String: JSONValue])] = []
    private var lineNumber = 0

    /// What was wrong with the last row that could not be run: its line, the member, what was expected and found.
    public private(set) var lastProblem: String?

    /// How many rows could not be run so far.
    public private(set) var problemCount = 0

    /// The most UTF-8 bytes of one line.
    public static let lineBytesMax = 16 << 20

    /// Starts a run.
    ///
    /// - Parameters:
    ///   - trial: the engine.
    ///   - isScored: whether rows are kept for ``report()``.
    public init(_ trial: any Trial, isScored: Bool) {
        self.trial = trial
        self.isScored = isScored
    }

    /// Runs one line; `nil` for an empty one, else one line of output without its line feed.
    ///
    /// A row that cannot be run gives `{"error":{"code":…,"line":…},"id":…}`, the line counted from 1.
    public mutating func answer(to line: [UInt8]) -> String? {
        lineNumber += 1
        // WHY: programs that write UTF-8 with a mark at its beginning mean nothing by it.
        let line = lineNumber == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
        guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return nil }
        guard line.count <= Self.lineBytesMax else {
            let message = "expected at most \(Self.lineBytesMax) bytes, found \(line.count)"
            return failure(TrialProblem(.tooLarge, message), id: .null)
        }
        let members: JSONValue
        do { members = try JSONValue(json: line) } catch {
            return failure(TrialProblem(.malformed, "expected a JSON object: \(error)"), id: .null)
        }
        guard members.object != nil else {
            return failure(
                TrialProblem(.malformed, "expected a JSON object, found \(members.kind)"), id: .null)
        }
        let row = TrialRow(members)
        do {
            let answer = try trial.answer(to: row)
            if isScored { scored.append((row, answer)) }
            return JSONValue.object(answer.merging(["id": row.id]) { $1 }).text()
        } catch {
            return failure(error, id: row.id)
        }
    }

    /// The scored report over the rows so far; `nil` when none carried labels.
    public func report() -> [String]? { trial.report(on: scored) }

    private mutating func failure(_ problem: TrialProblem, id: JSONValue) -> String {
        problemCount += 1
        lastProblem = "line \(lineNumber): \(problem.message)"
        let error: JSONValue = ["code": .string(problem.code.rawValue), "line": JSONValue(lineNumber)]
        return JSONValue.object(["id": id, "error": error]).text()
    }
}
