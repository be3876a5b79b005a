import Foundation

/// A log exported to a folder, read as if a stranger had made it.
///
/// Links, pipes, sockets and devices are named as the strangers they are: never followed, never opened, so
/// that no file of the folder leads out of it or makes the reader wait. Memory does not grow with the number
/// of files.
public struct DirectoryLogReader: LogReader {
    private let root: String

    /// Names the folder that holds `checkpoint`; the folder itself may be reached through links.
    public init(directory: String) {
        root = directory.isEmpty ? "." : directory
    }

    /// Every entry below the folder but folders that hold something, in byte order.
    ///
    /// - Throws: ``LogReadFailure/missing`` when the folder is not there.
    public func paths() async throws(LogReadFailure) -> [String]? {
        var paths: [String] = []
        _ = try await list { entry in
            paths.append(entry.path)
            return true
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Goes over every entry below the folder but folders that hold something, in the order of the disk.
    ///
    /// - Throws: ``LogReadFailure/missing`` when the folder is not there.
    public func list(_ visit: (LogEntry) -> Bool) async throws(LogReadFailure) -> Bool {
        guard let folder = OpenFolder(path: root) else { throw .missing }
        defer { folder.close() }
        _ = FolderWalk.walk(folder, below: [], depth: 0, visit)
        return true
    }

    /// The bytes of one plain file.
    public func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8] {
        var names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
        guard isPlain, let file = names.popLast() else { throw .missing }
        guard var folder = OpenFolder(path: root) else { throw .missing }
        defer { folder.close() }
        for name in names {
            guard let next = folder.folder(name) else {
                throw folder.kind(of: name).map(Self.stranger) ?? .missing
            }
            folder.close()
            folder = next
        }
        return try folder.read(file, byteCountMax: byteCountMax)
    }

    private static func stranger(_ kind: LogEntry.Kind) -> LogReadFailure {
        kind == .special ? OpenFolder.strangeFile : .missing
    }
}
