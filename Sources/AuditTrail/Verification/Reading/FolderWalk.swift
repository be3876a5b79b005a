import Foundation

/// A walk over a folder and those within it that holds one name at a time.
enum FolderWalk {
    /// How many folders may lie within each other: a log has `tile`, a level, seven groups of a number and
    /// the folder of a partial tile.
    static let depthMax = 12

    /// Visits everything but folders that hold something.
    ///
    /// - Returns: whether to go on.
    static func walk(
        _ folder: OpenFolder, below path: [UInt8], depth: Int, _ visit: (LogEntry) -> Bool
    ) -> Bool {
        // WHY: a second descriptor, for the stream closes its own.
        let second = dup(folder.descriptor)
        guard second >= 0 else { return visit(LogEntry(path: path, kind: .closedFolder)) }
        guard let stream = unsafe fdopendir(second) else {
            _ = close(second)
            return visit(LogEntry(path: path, kind: .closedFolder))
        }
        defer { unsafe _ = closedir(stream) }
        unsafe rewinddir(stream)
        var isEmpty = true
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe Self.name(of: entry)
            guard name != Array(".".utf8), name != Array("..".utf8) else { continue }
            isEmpty = false
            guard take(name, in: folder, below: path, depth: depth, visit) else { return false }
        }
        guard errno == 0 else { return visit(LogEntry(path: path, kind: .closedFolder)) }
        return isEmpty && depth > 0 ? visit(LogEntry(path: path, kind: .emptyFolder)) : true
    }

    private static func take(
        _ name: [UInt8], in folder: OpenFolder, below path: [UInt8], depth: Int,
        _ visit: (LogEntry) -> Bool
    ) -> Bool {
        let place = path + name
        // A name that is no UTF-8 is shown with its bytes escaped, and it is no name of a log.
        guard let text = String(validating: name, as: UTF8.self) else {
            return visit(LogEntry(path: place, kind: .special))
        }
        let slash = [UInt8(ascii: "/")]
        switch folder.kind(of: text) {
        case .file: return visit(LogEntry(path: place, kind: .file))
        case .emptyFolder:
            guard depth < depthMax else { return visit(LogEntry(path: place + slash, kind: .deepFolder)) }
            guard let inner = folder.folder(text) else {
                return visit(LogEntry(path: place + slash, kind: .closedFolder))
            }
            defer { inner.close() }
            return walk(inner, below: place + slash, depth: depth + 1, visit)
        case .special, .deepFolder, .closedFolder, nil:
            return visit(LogEntry(path: place, kind: .special))
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
            unsafe field.withMemoryRebound(to: UInt8.self, capacity: 256) { characters in
                var bytes: [UInt8] = []
                var offset = 0
                while offset < 256, unsafe characters[offset] != 0 {
                    unsafe bytes.append(characters[offset])
                    offset += 1
                }
                return bytes
            }
        }
    }
}
