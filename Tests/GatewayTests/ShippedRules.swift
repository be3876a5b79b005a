import Briefing
import Foundation
import RuleFiles
import Sodium

@testable import Gateway

/// The shipped rules, compiled once for all tests of this target; any other folder is compiled as asked.
enum ShippedRules {
    private static let directory = DemoBench.checkout + "/redaction-rules"
    private static let shipped = Result { try compiled(directory) }

    /// Loads the rules of a configuration.
    static func load(_ configuration: GatewayConfiguration) throws -> Rulebook {
        configuration.rules == directory
            ? try shipped.get() : try GatewayRoot.rulebook(configuration)
    }

    /// The rules of the checkout.
    static func rulebook() throws -> Rulebook { try shipped.get() }

    private static func compiled(_ directory: String) throws -> Rulebook {
        try Rulebook(folder: RuleFolder(directory: directory), digester: SodiumDigester())
    }
}
