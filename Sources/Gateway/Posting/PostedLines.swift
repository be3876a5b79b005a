import Foundation
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

    let file: LineFile
    let logger: Logger

    private var markPath: String { file.path + ".posted" }

    /// The whole lines that nobody took yet, at most so many bytes of them; `nil` when none waits.
    func waiting(bytesMax: Int) -> Stretch? {
        guard let handle = FileHandle(forReadingAtPath: file.path) else { return nil }
        defer { try? handle.close() }
        guard let end = try? handle.seekToEnd() else { return nil }
        let start = start(in: Self.number(of: handle), end: end)
        guard (try? handle.seek(toOffset: start.position)) != nil,
            let data = try? handle.read(upToCount: bytesMax), let last = data.lastIndex(of: 0x0A)
        else { return nil }
        let bytes = Array(data[...last])
        return Stretch(
            bytes: bytes, mark: Mark(position: start.position + UInt64(bytes.count), file: start.file))
    }

    /// Notes that a stretch was taken; whether that could be done.
    func note(_ taken: Stretch) -> Bool {
        let words = [taken.mark.position, taken.mark.file].compactMap(\.self).map(String.init)
        do {
            try Data((words.joined(separator: " ") + "\n").utf8)
                .write(to: URL(fileURLWithPath: markPath), options: .atomic)
            return true
        } catch {
            logger.error(
                "how far a file of lines was posted cannot be noted", metadata: ["file": "\(file.name)"])
            return false
        }
    }

    /// WHY from the start: a file of another number, or a shorter one, was rotated.
    private func start(in file: UInt64?, end: UInt64) -> Mark {
        let text = (try? String(contentsOfFile: markPath, encoding: .utf8)) ?? "0"
        let words = text.split(whereSeparator: \.isWhitespace).map { UInt64($0) }
        let noted = Mark(
            position: words.first.flatMap(\.self) ?? 0, file: words.dropFirst().first.flatMap(\.self))
        let isSame = noted.file == nil || noted.file == file
        return Mark(position: isSame && noted.position <= end ? noted.position : 0, file: file)
    }

    private static func number(of handle: FileHandle) -> UInt64? {
        var status = stat()
        guard unsafe fstat(handle.fileDescriptor, &status) == 0 else { return nil }
        return UInt64(status.st_ino)
    }
}
