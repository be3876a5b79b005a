import ArgumentParser
import Gateway

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at configuration, rules, keys, sources and ledger, and says what to do.",
        discussion: "Changes nothing. Exit code 1 when something would keep the gateway from serving.")

    @OptionGroup var gateway: ConfigurationOption

    func run() async throws {
        let configuration = try gateway.read()
        let findings = await GatewayRoot.examine(configuration)
        for finding in findings {
            Terminal.print("\(finding.isFault ? "FAULT" : "ok   ")  \(finding.part): \(finding.message)")
        }
        if findings.contains(where: \.isFault) { throw Exit.negativeFinding }
    }
}
