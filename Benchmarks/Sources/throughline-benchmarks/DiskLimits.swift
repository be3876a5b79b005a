import Foundation
import GRDB

/// What the machine itself can do: flushes of a plain file, and SQLite's commits with and without company.
struct DiskLimits: CustomStringConvertible {
    /// Writes of 4 KiB to one file, each flushed (`fdatasync`), a second.
    let flushes: Double
    /// SQLite's commits of one row of 512 bytes (WAL, `synchronous = FULL`) a second.
    let singleRows: Double
    /// Rows a second when 256 share a commit.
    let groupedRows: Double

    init(path: String, seconds: Double) throws {
        flushes = try Self.flushRate(path + "/flush", seconds: seconds)
        singleRows = try Self.rowRate(path + "/single.sqlite", rowsPerCommit: 1, seconds: seconds)
        groupedRows = try Self.rowRate(path + "/grouped.sqlite", rowsPerCommit: 256, seconds: seconds)
    }

    var description: String {
        "this disk: \(rounded(flushes, 0)) writes of 4 KiB and fdatasync/s (\(rounded(1000 / flushes)) ms each); "
            + "SQLite, WAL, synchronous=FULL: \(rounded(singleRows, 0)) commits/s of 1 row, "
            + "\(rounded(groupedRows, 0)) rows/s at 256 a commit"
    }

    /// A rate of leaves beside each limit.
    func ratios(of rate: Double) -> String {
        "\(rounded(rate / flushes)) of the flushes, \(rounded(rate / singleRows)) of SQLite's single rows, "
            + "\(rounded(rate / groupedRows)) of its grouped rows"
    }

    private static func flushRate(_ path: String, seconds: Double) throws -> Double {
        FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
        let block = Data(repeating: 7, count: 4096)
        return try perSecond(seconds) { number in
            try handle.seek(toOffset: UInt64(number % 256) * 4096)
            try handle.write(contentsOf: block)
            fdatasync(handle.fileDescriptor)
        }
    }

    private static func rowRate(_ path: String, rowsPerCommit: Int, seconds: Double) throws -> Double {
        let queue = try DatabaseQueue(path: path)
        let row = Data(repeating: 7, count: 512)
        return try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB)")
            let commits = try perSecond(seconds) { _ in
                try db.inTransaction(.immediate) {
                    for _ in 0..<rowsPerCommit {
                        try db.cachedStatement(sql: "INSERT INTO rows (bytes) VALUES (?)").execute(
                            arguments: [row])
                    }
                    return .commit
                }
            }
            return commits * Double(rowsPerCommit)
        }
    }

    private static func perSecond(_ seconds: Double, _ work: (Int) throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        var count = 0
        while ContinuousClock.now - start < .seconds(seconds) {
            try work(count)
            count += 1
        }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
