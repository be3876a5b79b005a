import Foundation

/// A log exported to a folder. Symbolic links are listed as the strangers they are and never followed.
public struct DirectoryLogReader: LogReader {
    private let root: String

    /// Names the folder that holds `checkpoint`; the folder itself may be reached through links.
    public init(directory: String) {
        root = URL(filePath: directory).resolvingSymlinksInPath().path(percentEncoded: false)
    }

    /// Every entry below the folder but folders that hold something.
    ///
    /// - Throws: ``LogReadFailure/missing`` when the folder is not there.
    public func paths() async throws(LogReadFailure) -> [String]? {
        let type = (try? FileManager.default.attributesOfItem(atPath: root))?[.type] as? FileAttributeType
        // WHY: the walk over a folder that is not there is empty instead of failing.
        guard type == .typeDirectory, let walk = FileManager.default.enumerator(atPath: root) else {
            throw .missing
        }
        var paths: [String] = []
        while let path = walk.nextObject() as? String {
            let isFolder = walk.fileAttributes?[.type] as? FileAttributeType == .typeDirectory
            if !isFolder { paths.append(path) }
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The bytes of one plain file.
    public func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8] {
        let place = root + "/" + path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: place) else {
            throw .missing
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw .failed("expected a plain file, found a link or something else")
        }
        guard let byteCount = attributes[.size] as? Int, byteCount <= byteCountMax else { throw .tooLong }
        guard let data = FileManager.default.contents(atPath: place) else {
            throw .failed("the file cannot be read")
        }
        guard data.count <= byteCountMax else { throw .tooLong }
        return Array(data)
    }
}
