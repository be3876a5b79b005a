import ArgumentParser
import Foundation
import Gateway
import RuleFiles

/// Which gateway a command is about.
struct ConfigurationOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The gateway's configuration (default: $THROUGHLINE_CONFIGURATION, else ./throughline.yaml).",
            valueName: "file"))
    var configuration: String?

    /// Reads the file with the environment's overrides; leaves with 78 when it does not fit.
    func read() throws -> GatewayConfiguration {
        let environment = ProcessInfo.processInfo.environment
        let path = configuration ?? environment["THROUGHLINE_CONFIGURATION"] ?? "throughline.yaml"
        do {
            return try GatewayConfiguration(path: path, environment: environment)
        } catch {
            throw Terminal.stop(error.description, Exit.configuration)
        }
    }
}
