public import Conversations
import Foundation
import GRDB
import RuleFiles

extension SQLiteSource {
    /// Looks whether the file can be read and its mapping fits, and names the first thing that must be
    /// mended.
    ///
    /// Messages hold the path, schema names and places in the mapping; never a row or a count of rows.
    public func probe() async -> [ProbeFinding] {
        guard let file = FileIdentity(path: path) else { return [fault("no such file: \(path)")] }
        guard let header = header(), header.starts(with: Array("SQLite format 3\0".utf8)) else {
            return [
                fault("\(path) is no SQLite database or is truncated (\(file.byteCount) bytes)")
            ]
        }
        let mapping = mapping
        let bounds = ReadBounds(interactionsMax: 1, textBytesMax: 65_536, deadlineMilliseconds: 2_000)
        do {
            let problems = try await worker.run(within: bounds) { store in
                try StoreConnection.problems(of: mapping, in: store.db)
            }
            worker.note(nil)
            return findings(problems, header: header)
        } catch {
            worker.note(error)
            return [explanation(of: error, header: header)]
        }
    }

    private func findings(_ problems: [RuleFileProblem], header: [UInt8]) -> [ProbeFinding] {
        guard problems.isEmpty else { return problems.map { fault($0.description) } }
        let good = ProbeFinding(
            isFault: false,
            message: "\(path) can be read and every statement of \(mapping.file) fits"
                + (isWriteAheadLog(header) ? " (write-ahead log)" : ""))
        return [good] + worker.problems.map { ProbeFinding(isFault: true, message: "seen in rows: \($0)") }
    }

    private func explanation(of error: StoreFault, header: [UInt8]) -> ProbeFinding {
        switch error {
        case .mapping(let problem): return fault(problem.description)
        case .unavailable(.refused) where isWriteAheadLog(header):
            return fault(
                "\(path) is a write-ahead-log database and \(path)-shm can neither be opened nor created: "
                    + "let the gateway's user write to the folder, keep a writer's -shm readable, "
                    + "or switch the store to another journal mode")
        case .unavailable(.refused):
            return fault(
                "\(path) cannot be opened; check permissions and whether a journal waits for roll-back"
            )
        case .unavailable(.locked): return fault("\(path) is locked by another process")
        case .unavailable(.timeout): return fault("\(path) did not answer within 2000 ms")
        case .unavailable(.circuitOpen):
            return fault("\(path) failed too often and is left alone for some seconds")
        case .unavailable(.unreadable): return fault("\(path) is truncated or damaged")
        case .unavailable(.mappingError):
            return fault("a statement of \(mapping.file) fails in \(path)")
        }
    }

    private func fault(_ message: String) -> ProbeFinding { ProbeFinding(isFault: true, message: message) }

    private func header() -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 100)).flatMap { $0 }.map { Array($0) }
    }

    /// File format version 2 means a write-ahead log (SQLite file format, section 1.3.3).
    private func isWriteAheadLog(_ header: [UInt8]) -> Bool { header.count > 19 && header[19] == 2 }
}
