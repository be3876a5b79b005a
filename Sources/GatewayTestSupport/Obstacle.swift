import Foundation

/// What can stand in a file's place so that nobody can read it, not even root, while the file is safe beside it.
public enum Obstacle: CaseIterable, Sendable {
    /// A folder of the file's name.
    case folder
    /// A link to nowhere, as a disk that is not mounted leaves it.
    case linkToNowhere
    /// A link to itself.
    case loop

    /// Moves a file aside, if it is there, and puts the obstacle in its place.
    ///
    /// - Throws: a file error.
    public func replace(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) { try Self.moveAway(path) }
        switch self {
        case .folder:
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .linkToNowhere:
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
        case .loop: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        }
    }

    /// Takes the obstacle away and moves the file back.
    ///
    /// - Throws: a file error, also when the obstacle is gone.
    public func restore(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
        try Self.moveBack(path)
    }

    /// Moves a file aside, so that nothing is in its place.
    ///
    /// - Throws: a file error.
    public static func moveAway(_ path: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: aside(path))
    }

    /// Moves a file back that was moved aside, if it was.
    ///
    /// - Throws: a file error.
    public static func moveBack(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: aside(path)) else { return }
        try FileManager.default.moveItem(atPath: aside(path), toPath: path)
    }

    /// WHY a dot: folders of checkpoints are listed, and such names do not count.
    private static func aside(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        return url.deletingLastPathComponent().path + "/." + url.lastPathComponent + ".aside"
    }
}
