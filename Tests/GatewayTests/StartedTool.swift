import Foundation

/// `throughline` as a process that keeps running: it can be stopped, killed and told to read anew.
///
/// WHY unchecked: `Process` is not Sendable; after the initialiser it is only signalled and waited for.
final class StartedTool: @unchecked Sendable {
    /// What it printed until it was up.
    let heard: String
    private let process = Process()

    /// Starts a command and waits until what it printed says that it is up.
    ///
    /// - Throws: ``Failure`` when it ends before.
    init(_ arguments: [String], isUp: (String) -> Bool) throws {
        process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var heard = ""
        while !isUp(heard) {
            let chunk = pipe.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw Failure(output: heard) }
            heard += String(decoding: chunk, as: UTF8.self)
        }
        self.heard = heard
        // WHY: a pipe that nobody reads fills up and stops the process.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// Starts a command that serves and waits until it says where.
    convenience init(serving arguments: [String]) throws {
        try self.init(arguments) { $0.contains("serves at http://") && $0.hasSuffix("\n") }
    }

    /// What a process printed that did not come up.
    struct Failure: Error {
        let output: String
    }

    /// Where it serves.
    var url: String {
        let line = heard.split(separator: "\n").first { $0.contains("serves at") } ?? ""
        return String(line.split(separator: " ").last ?? "")
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func hangUp() { Foundation.kill(process.processIdentifier, SIGHUP) }
}
