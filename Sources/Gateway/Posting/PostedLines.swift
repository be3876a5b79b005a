import DurableFiles
import Logging

/// How far the lines of a file were posted.
///
/// It stands in a file beside them, with the number of the file itself, so that a restart neither loses nor reorders lines
/// and a rotated file is posted from its start. A line may come twice when the gateway is killed between the answer and the
/// note of it.
struct PostedLines: Sendable {
    /// Whole lines that wait, and how far they reach.
    struct Stretch: Equatable {
        let bytes: [UInt8]
        fileprivate let mark: Mark

        /// The first line alone, with its end.
        var first: Stretch {
            let line = bytes.prefix { $0 != 0x0A }.count + 1
            return Stretch(
                bytes: Array(bytes.prefix(line)),
                mark: Mark(position: mark.position - UInt64(max(0, bytes.count - line)), file: mark.file))
        }
    }

    fileprivate struct Mark: Equatable {
        var position: UInt64 = 0
        /// The inode; none was noted by older gateways.
        var file: UInt64?
    }

    /// Why nobody can say which lines wait.
    enum Problem: Error, Equatable, CustomStringConvertible {
        /// The file of lines, or the note of how far they were posted, cannot be read.
        case unreadable(FileFailure)
        /// A first line longer than what one post may hold.
        case lineTooLong(bytesMax: Int)

        /// What happened, without a folder's name.
        var description: String {
            switch self {
            case .unreadable(let failure): "\(failure.call) failed: \(failure.reason)"
            case .lineTooLong(let bytesMax): "expected lines of at most \(bytesMax) bytes, found a longer one"
            }
        }
    }

    let file: LineFile
    let logger: Logger
    /// Where it is counted whether the file can be read.
    var health = PostingHealth()

    private static let markBytesMax = 1_024

    private var markPath: String { file.path + ".posted" }

    /// The whole lines that nobody took yet, at most so many bytes of them; `nil` when none waits.
    ///
    /// A file that is not there has no lines: whoever rotated it moved it away.
    func waiting(bytesMax: Int) throws(Problem) -> Stretch? {
        do {
            let found = try read(bytesMax: bytesMax)
            health.note(file.name, isReadable: true)
            return found
        } catch {
            health.note(file.name, isReadable: false)
            throw error
        }
    }

    private func read(bytesMax: Int) throws(Problem) -> Stretch? {
        let start: Mark
        let read: [UInt8]
        do {
            guard let opened = try OpenLines(file.path) else { return nil }
            start = try self.start(in: opened)
            read = try opened.read(from: start.position, bytesMax: bytesMax)
        } catch {
            throw .unreadable(error)
        }
        guard let last = read.lastIndex(of: 0x0A) else {
            guard read.count < bytesMax else { throw .lineTooLong(bytesMax: bytesMax) }
            return nil
        }
        let bytes = Array(read[...last])
        return Stretch(
            bytes: bytes, mark: Mark(position: start.position + UInt64(bytes.count), file: start.file))
    }

    /// Says in the log that what waits cannot be told, so that nobody takes silence for “nothing waits”.
    func complain(_ problem: Problem) {
        logger.error(
            "lines that wait cannot be read, so none is posted",
            metadata: ["file": "\(file.name)", "why": "\(problem)"])
    }

    /// Notes that a stretch was taken; whether that could be done.
    func note(_ taken: Stretch) -> Bool {
        let words = [taken.mark.position, taken.mark.file].compactMap(\.self).map(String.init)
        do {
            try DurableFile.replace(markPath, with: Array((words.joined(separator: " ") + "\n").utf8))
            return true
        } catch {
            logger.error(
                "how far a file of lines was posted cannot be noted", metadata: ["file": "\(file.name)"])
            return false
        }
    }

    /// WHY from the start: a file of another number, or a shorter one, was rotated.
    private func start(in lines: borrowing OpenLines) throws(FileFailure) -> Mark {
        let text = try DurableFile.read(markPath, bytesMax: Self.markBytesMax) ?? []
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
            UInt64($0)
        }
        let noted = Mark(
            position: words.first.flatMap(\.self) ?? 0, file: words.dropFirst().first.flatMap(\.self))
        let isSame = noted.file == nil || noted.file == lines.number
        let isWithin = noted.position <= lines.byteCount
        return Mark(position: isSame && isWithin ? noted.position : 0, file: lines.number)
    }
}
