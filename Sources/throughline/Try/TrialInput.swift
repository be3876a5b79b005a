import ArgumentParser
import Foundation
import Trials

/// The file that a trial reads, and whether it is scored.
struct TrialInput: ParsableArguments {
    @Argument(help: "JSON Lines; - or nothing for standard input.")
    var file: String = "-"

    @Flag(help: "Score the rows that carry labels; the report goes to standard error.")
    var labels = false

    /// Runs a trial over the file.
    func run(_ trial: any Trial) throws {
        var run = TrialRun(trial, isScored: labels)
        let lines = try LineReader(path: file)
        while let line = try lines.next() {
            if let answer = run.answer(to: line) { Terminal.print(answer) }
        }
        if labels {
            let report = run.report() ?? ["no row carries labels"]
            for line in report { Terminal.note(line) }
        }
        if run.problemCount > 0 { throw Exit.negativeFinding }
    }
}

/// Reads lines of bytes from a file or standard input, without loading it whole.
final class LineReader {
    private let path: String
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    init(path: String) throws {
        self.path = path
        guard path != "-" else {
            handle = .standardInput
            return
        }
        guard let opened = FileHandle(forReadingAtPath: path) else {
            throw Terminal.stop("\(path): expected a readable file, found none", Exit.usage)
        }
        handle = opened
    }

    /// The next line without its line feed; `nil` at the end.
    ///
    /// - Throws: the usage error of a path that cannot be read, for example a folder.
    func next() throws -> [UInt8]? {
        var searchedTo = position
        while true {
            if let end = buffer[searchedTo...].firstIndex(of: 0x0A) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            guard !isAtEnd else {
                defer { position = buffer.count }
                return position < buffer.count ? Array(buffer[position...]) : nil
            }
            buffer.removeFirst(position)
            position = 0
            searchedTo = buffer.count
            let chunk = try chunk()
            if chunk.isEmpty { isAtEnd = true } else { buffer.append(contentsOf: chunk) }
        }
    }

    private func chunk() throws -> Data {
        do { return try handle.read(upToCount: 1 << 18) ?? Data() } catch {
            throw Terminal.stop("\(path): expected a readable file, found something else", Exit.usage)
        }
    }
}
