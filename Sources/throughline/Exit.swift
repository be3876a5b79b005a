import ArgumentParser
import Foundation

/// What a command's exit code means.
enum Exit {
    /// A check found something wrong: exit 1.
    static let negativeFinding = ExitCode(1)
    /// The command line does not fit: exit 64.
    static let usage = ExitCode(64)
    /// A store, the ledger or the gateway cannot be reached: exit 69.
    static let unavailable = ExitCode(69)
    /// Something broke inside: exit 70.
    static let fault = ExitCode(70)
    /// Rules, mappings or configuration do not fit: exit 78.
    static let configuration = ExitCode(78)
}

/// Standard output and standard error.
enum Terminal {
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Prints a fault and gives the code to leave with.
    static func stop(_ message: String, _ code: ExitCode) -> ExitCode {
        note("throughline: " + message)
        return code
    }
}
