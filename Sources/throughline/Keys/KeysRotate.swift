import ArgumentParser
import AuditTrail
import Foundation
import Gateway

struct KeysRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Begins a rotation: makes a new key that signs the log beside the old one.")

    @OptionGroup var gateway: ConfigurationOption
    @OptionGroup var people: KeyChangeOption

    func run() throws {
        let configuration = try gateway.read()
        _ = try people.change(configuration) { rotation, request in try rotation.begin(request) }
        Terminal.print("made the new key beside the old one; next: send SIGHUP to the gateway or start it,")
        Terminal.print(
            "give auditors what `throughline keys show` prints then, and end with `throughline keys retire`")
    }
}

struct KeysRetire: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Ends a rotation: the old key signs no more, its file is overwritten.")

    @OptionGroup var gateway: ConfigurationOption
    @OptionGroup var people: KeyChangeOption

    func run() throws {
        let configuration = try gateway.read()
        try people.change(configuration) { rotation, request in try rotation.end(.retire, request) }
        Terminal.print(
            "the old key is gone; next: send SIGHUP to the gateway or start it, so that the log says so")
    }
}

struct KeysRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Ends a rotation because the old key may be in other hands.",
        discussion: """
            Begin with `keys rotate` and a SIGHUP, for the log must name the new key first. Checkpoints of the old key \
            prove nothing from here on; what stands under the last one that a witness cosigned still does.
            """)

    @OptionGroup var gateway: ConfigurationOption
    @OptionGroup var people: KeyChangeOption

    func validate() throws {
        guard people.reason?.isEmpty == false else {
            throw ValidationError("expected --reason, for the log says why a key is revoked")
        }
    }

    func run() throws {
        let configuration = try gateway.read()
        try people.change(configuration) { rotation, request in try rotation.end(.revoke, request) }
        Terminal.print(
            "the old key is gone; next: send SIGHUP to the gateway or start it, so that the log says so,")
        Terminal.print("and tell auditors that trust in the old key ends at the last cosigned checkpoint")
    }
}

/// Who changes a key and why; the log's leaf commits to it.
struct KeyChangeOption: ParsableArguments {
    @Option(help: "Who asks for the change (default: the user who runs this).")
    var by: String?

    @Option(help: "Who approved it: somebody else; demanded in production.")
    var approvedBy: String?

    @Option(help: "Why.")
    var reason: String?

    /// Runs one step of a rotation; leaves with 1 when the state of the keys does not allow it.
    @discardableResult
    func change<Made>(
        _ configuration: GatewayConfiguration, _ step: (KeyRotation, KeyRotation.Request) throws -> Made
    ) throws -> Made {
        let request = KeyRotation.Request(by: by ?? NSUserName(), approvedBy: approvedBy, reason: reason)
        do {
            return try step(try KeyRotation(configuration), request)
        } catch let problem as KeyRotationProblem {
            throw Terminal.stop("\(problem)", Exit.negativeFinding)
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
