import Glibc

/// Files that are there whole after any crash: the old content or the new one, never a part.
public enum DurableFile {
    /// Where a replacement can be cut short; tests fail or die at each.
    public enum Step: CaseIterable, Sendable {
        case beforeOpen, beforeWrite, beforeFlush, beforeRename, beforeFolderFlush, afterFolderFlush
    }

    /// Writes a temporary file beside the old one (`.<name>.new`, mode 0600), flushes it, renames it over the old one and
    /// flushes the folder; blocks.
    ///
    /// - Parameters:
    ///   - path: of the file, which need not be there yet; its folder is.
    ///   - bytes: the new content.
    ///   - reached: called at every step; what it throws ends the replacement there.
    /// - Throws: ``FileFailure``; what `reached` throws.
    public static func replace(
        _ path: String, with bytes: [UInt8], at reached: (Step) throws -> Void = { _ in }
    ) throws {
        let (folder, name) = parts(of: path)
        let temporary = folder + "/." + name + ".new"
        try reached(.beforeOpen)
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw FileFailure(path: temporary, call: "open") }
        do {
            defer { close(file) }
            try reached(.beforeWrite)
            try write(bytes, to: file, path: temporary)
            try reached(.beforeFlush)
            guard fsync(file) == 0 else { throw FileFailure(path: temporary, call: "fsync") }
        }
        try reached(.beforeRename)
        guard unsafe Glibc.rename(temporary, path) == 0 else { throw FileFailure(path: path, call: "rename") }
        try reached(.beforeFolderFlush)
        try flush(folder: folder)
        try reached(.afterFolderFlush)
    }

    /// Renames within one folder and makes that durable.
    public static func rename(_ old: String, over new: String) throws(FileFailure) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw FileFailure(path: new, call: "rename") }
        try flush(folder: parts(of: new).folder)
    }

    /// Makes the names in a folder durable: a new file's name is only when its folder is.
    public static func flush(folder: String) throws(FileFailure) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(path: folder, call: "open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileFailure(path: folder, call: "fsync") }
    }

    /// The folder that a path's last name stands in: `.` for a bare name, `/` for a name at the root.
    public static func folder(of path: String) -> String { parts(of: path).folder }

    private static func parts(of path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    private static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(FileFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(path: path, call: "write") }
            written += count
        }
    }
}
