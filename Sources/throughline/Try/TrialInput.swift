import ArgumentParser
import Foundation
import Trials

/// The file that a trial reads, and whether it is scored.
struct TrialInput: ParsableArguments {
    @Argument(help: "JSON Lines; - or nothing for standard input.")
    var file: String = "-"

    @Flag(
        help: ArgumentHelp(
            "Score the rows that carry labels; the report goes to standard error.",
            discussion: """
                "labels" of detect and redact: [{"start","end","class","message"?}] in UTF-8 bytes, half open; of flag: a \
                list of categories or ["none"]. Class other is not scored.
                """))
    var labels = false

    /// After so many bad rows no further one is explained.
    private static let explanationsMax = 20

    /// Runs a trial over the file.
    func run(_ trial: any Trial) throws {
        var run = TrialRun(trial, isScored: labels)
        let lines = try LineReader(path: file)
        while let line = try lines.next() {
            let before = run.problemCount
            if let answer = run.answer(to: line) { Terminal.print(answer) }
            if let problem = run.lastProblem, before < run.problemCount, before < Self.explanationsMax {
                Terminal.note("throughline: \(file): \(problem)")
            }
        }
        if run.problemCount > Self.explanationsMax {
            Terminal.note(
                "throughline: \(file): \(run.problemCount - Self.explanationsMax) more rows do not fit")
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
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let found = errno == ENOENT ? "none" : Terminal.reason(Int(errno))
            throw Terminal.stop("\(path): expected a readable file, found \(found)", Exit.usage)
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
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
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
            throw Terminal.stop(
                "\(path): expected a readable file, found: \(Terminal.reason(cause.code))", Exit.usage)
        }
    }
}
