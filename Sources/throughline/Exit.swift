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
    /// Prints a line; to a terminal only what cannot steer it, because the words are strangers'. A reader who went away
    /// (`| head`) ends the command quietly, as it ends any other program; a full disk is said and ends it with 70.
    static func print(_ line: String) {
        do {
            let shown = isatty(STDOUT_FILENO) == 1 ? legible(line) : line
            try FileHandle.standardOutput.write(contentsOf: Data((shown + "\n").utf8))
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
            guard cause.code != EPIPE else { Foundation.exit(Self.brokenPipe) }
            note("throughline: standard output: expected to be written, found: \(reason(cause.code))")
            Foundation.exit(Exit.fault.rawValue)
        }
    }

    /// What the system says of an error number.
    static func reason(_ number: Int) -> String {
        unsafe String(cString: strerror(Int32(truncatingIfNeeded: number)))
    }

    static func note(_ line: String) {
        // WHY ignored: there is nowhere left to say that nobody listens.
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    /// A text in which control characters, but line feeds and tabs, and marks that turn the direction of writing are
    /// spelled out as `\u{1B}`.
    private static func legible(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            let isSteering = [.control, .format, .lineSeparator, .paragraphSeparator].contains(
                scalar.properties.generalCategory)
            if isSteering, scalar != "\n", scalar != "\t", scalar != "\u{200D}" {
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
    }

    /// What a shell shows of a program that SIGPIPE ended.
    private static let brokenPipe: Int32 = 128 + SIGPIPE

    /// Prints a fault and gives the code to leave with.
    static func stop(_ message: String, _ code: ExitCode) -> ExitCode {
        note("throughline: " + message)
        return code
    }
}
