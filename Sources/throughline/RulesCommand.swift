import ArgumentParser
import Briefing
import FieldPolicy
import Gateway
import RuleFiles
import Sodium

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks the rule files.",
        subcommands: [RulesCheck.self, RulesSign.self])
}

struct RulesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says everything that is wrong with the rule files, and what each role can come to see.",
        discussion: "Exit code 1 when a fault keeps the rules from loading; remarks alone leave 0.")

    @OptionGroup var rules: RulesOption

    @Flag(help: "Print what each role can see over all its purposes.")
    var unions = false

    func run() throws {
        let folder = try rules.folder()
        let check = PolicyCheck(folder: folder)
        var faults = check.faults
        if faults.isEmpty {
            do { _ = try Rulebook(folder: folder, digester: SodiumDigester()) } catch {
                faults = error.problems
            }
        }
        for remark in check.remarks { Terminal.print("remark: \(remark)") }
        for fault in faults { Terminal.print("fault: \(fault)") }
        if unions { for union in check.unions { Terminal.print("\(union)") } }
        guard faults.isEmpty else { throw Exit.negativeFinding }
        Terminal.print("ok: \(folder.files.count) files, \(check.remarks.count) remarks")
    }
}

struct RulesSign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs rules and mappings for production; the author and compliance each do it once.",
        discussion: """
            Writes SIGNATURES beside the rules and prints the verifier key for the configuration's signers. Any change \
            of a rule or mapping makes the signatures void.
            """)

    @OptionGroup var gateway: ConfigurationOption

    @Option(help: "The signer's key file; made with mode 0600 when it is missing.")
    var key: String

    @Option(help: "What the key goes by, for example author.example.")
    var name: String

    func run() throws {
        let configuration = try gateway.read()
        do {
            Terminal.print(try GatewayRoot.signRules(configuration, keyPath: key, name: name))
        } catch {
            throw Terminal.stop("\(error)", Exit.configuration)
        }
    }
}
