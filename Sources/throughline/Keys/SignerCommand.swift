import ArgumentParser
import Foundation
import Glibc
import Signing
import Sodium

struct SignerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signer",
        abstract: "Holds the log's signing key in a process of its own, under a user of its own.",
        discussion: """
            Signs checkpoints of its logs only, each only when it extends what was committed before, and remembers what \
            it signed before the signature leaves. Alarms and refusals are lines on standard error. SIGTERM stops it.
            """)

    @Option(help: "The folder of what it remembers, mode 0700; made when it is missing.")
    var state: String

    @Option(help: "The key file, mode 0600.")
    var key: String

    @Option(help: "The unix socket to listen at.")
    var socket: String

    @Option(
        name: .customLong("log"),
        help: "A log it signs, <host>/audit/<tenant>, for every year; give one for each tenant.")
    var logs: [String]

    @Option(help: "The group whose members may ask besides this user; the socket gets mode 0660 then.")
    var group: String?

    @ArgumentParser.Flag(
        help: "Takes over logs that it knows nothing of as they stand; for the first start only.")
    var adopt = false

    @ArgumentParser.Flag(help: "Makes the key when there is none.")
    var makeKey = false

    func validate() throws {
        guard !logs.isEmpty else { throw ValidationError("expected at least one --log") }
    }

    func run() throws {
        do {
            try ProcessMemory.forbidDumps()
            let file = KeyFile(path: key, label: "log-signing")
            if makeKey, !FileManager.default.fileExists(atPath: key) {
                try file.write(try SecretBytes(randomCount: 32))
            }
            let signingKey = try SigningKey(seed: try file.read())
            let report: @Sendable (String) -> Void = { Terminal.note("throughline signer: \($0)") }
            var desk = try SignerDesk(
                directory: state, key: signingKey, scope: SignerScope(names: logs, adopts: adopt),
                report: report)
            var server = try SignerServer(path: socket, group: group, report: report)
            // WHY: what was signed is on disk before it leaves, so that there is nothing to finish.
            for number in [SIGTERM, SIGINT] { _ = signal(number) { _ in _exit(0) } }
            report("signs for \(logs.joined(separator: ", ")) at \(socket)")
            server.run(&desk) { false }
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
