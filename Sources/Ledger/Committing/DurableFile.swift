import Glibc

/// Why a file was not written.
struct DurableFileFailure: Error, Equatable {
    let path: String
    let reason: String
}

/// Replaces a small file so that after any crash either the old or the new content is there, whole.
enum DurableFile {
    /// Writes a temporary file, flushes it, renames it over the old one and flushes the folder.
    static func replace(
        _ name: String, in directory: String, with bytes: [UInt8], faults: LedgerFaults
    ) throws {
        let temporary = "\(directory)/.\(name).new"
        try faults.at(.beforeCheckpointFile)
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(temporary) }
        do {
            defer { close(file) }
            var written = 0
            while written < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { buffer in
                    unsafe write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
                }
                guard count > 0 else { throw failure(temporary) }
                written += count
            }
            guard fsync(file) == 0 else { throw failure(temporary) }
        }
        try faults.at(.beforeCheckpointRename)
        guard unsafe rename(temporary, "\(directory)/\(name)") == 0 else { throw failure(temporary) }
        try faults.at(.afterCheckpointRename)
        try flush(directory: directory)
    }

    /// Makes the names in a folder durable.
    static func flush(directory: String) throws(DurableFileFailure) {
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(directory) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(directory) }
    }

    private static func failure(_ path: String) -> DurableFileFailure {
        DurableFileFailure(path: path, reason: systemError())
    }
}
