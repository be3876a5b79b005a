import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Gateway
import Sodium
import Witness

struct WitnessServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Cosigns checkpoints until it is told to stop.",
        discussion: """
            POST /add-checkpoint and GET /<hex SHA-256 of the origin>/checkpoint. The state folder is the witness's \
            memory: never restore it from an old copy, and never run two witnesses on copies of it. A log has a name of \
            its own each year, so add the next year's --log before New Year.
            """)

    @Option(help: "The folder of what was cosigned; made when it is missing, one witness at a time.")
    var state: String

    @Option(
        help: "The witness's key file, made by `throughline witness key`; FILE.vkey beside it holds its name."
    )
    var key: String

    @Option(
        parsing: .singleValue,
        help: "A log's verifier key, name+id+key, or a file of such lines; give it once a log.")
    var log: [String]

    @Option(help: "Where to listen, HOST:PORT; port 0 takes a free one.")
    var listen = "127.0.0.1:7380"

    func run() async throws {
        let (host, port) = try address()
        let logs = try logs()
        do {
            try ProcessMemory.forbidDumps()
            let identity = try WitnessKeyFiles(path: key).read()
            try await WitnessServing.run(
                key: identity.key, signer: identity.signer, logs: logs, stateDirectory: state,
                listening: WitnessListening(host: host, port: port), clock: SystemClock()
            ) { port in
                Terminal.note(
                    "throughline witness \(identity.key.name) serves at http://\(listenHost(host)):\(port)")
            }
        } catch let problem as WitnessProblem {
            throw Terminal.stop("\(problem)", problem.isInUse ? Exit.unavailable : Exit.configuration)
        } catch let problem as KeyFileProblem {
            throw Terminal.stop("\(problem)", Exit.configuration)
        } catch let problem as WitnessKeyFiles.Problem {
            throw Terminal.stop("\(problem)", Exit.configuration)
        } catch {
            throw Terminal.stop("\(listen): cannot listen: \(error)", Exit.unavailable)
        }
    }

    private func listenHost(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    private func address() throws -> (host: String, port: Int) {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon != listen.startIndex
        else { throw Terminal.stop("--listen: expected HOST:PORT, found \"\(listen)\"", Exit.usage) }
        let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return (host, port)
    }

    /// Each `--log` as typed, or every line of the file that it names.
    private func logs() throws -> [VerifierKey] {
        try log.flatMap { text in
            let content = (try? String(contentsOfFile: text, encoding: .utf8)) ?? text
            let lines = content.split(whereSeparator: \.isNewline).map(String.init).filter {
                !$0.hasPrefix("#") && !$0.isEmpty
            }
            return try lines.map { line in
                guard let key = VerifierKey(line, digester: SodiumDigester()) else {
                    throw Terminal.stop(
                        "--log: expected a log's verifier key name+id+key (type 0x01), found \"\(line.prefix(80))\"",
                        Exit.usage)
                }
                return key
            }
        }
    }
}

extension WitnessProblem {
    fileprivate var isInUse: Bool { if case .inUse = self { true } else { false } }
}
